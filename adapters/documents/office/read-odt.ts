import { leftOut } from '../archive/left-out.js';
import type { Archive } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { cutPages, withoutBreaks } from '../page-breaks.js';
import { coreTitle } from './core-title.js';
import { checkOdfLock } from './odf-lock.js';
import { odfText } from './odf-text.js';

/** An OpenDocument text: headings, lists, tables and notes, on the pages that its program last set it on. */
export async function readOdt(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  await checkOdfLock(archive);
  const reader = odfText();
  await readXml(archive, 'content.xml', reader);
  const pieces = reader.take();
  const heading = pieces.find(({ kind }) => kind === 'heading')?.text ?? '';
  return flowDocument(file, {
    mediaType: 'application/vnd.oasis.opendocument.text',
    title: (await coreTitle(archive)) ?? withoutBreaks(heading),
    pages: cutPages(pieces),
    warnings: leftOut(archive),
  });
}
