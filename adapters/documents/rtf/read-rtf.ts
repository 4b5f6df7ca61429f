import { readFile } from 'node:fs/promises';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { cutPages, withoutBreaks } from '../page-breaks.js';
import { rtfPieces } from './rtf-pieces.js';

/** A document in Rich Text Format: headings, lists, tables, and pages where its author began them. */
export async function readRtf(file: DocumentFile): Promise<OpenFormat> {
  const { pieces, title } = rtfPieces(await readFile(file.path, 'latin1'));
  const heading = pieces.find(({ kind }) => kind === 'heading')?.text ?? '';
  return flowDocument(file, {
    mediaType: 'application/rtf',
    title: title || withoutBreaks(heading),
    pages: cutPages(pieces),
  });
}
