import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DOCUMENT_LIMITS,
  type DocumentLimits,
} from '../../../adapters/documents/document-limits.js';
import { openDocument } from '../../../adapters/documents/open-document.js';
import type { DocumentPage, ParsedDocument } from '../../../contracts/document-parsing.js';
import { collect } from './parse-bytes.js';

/** Parses bytes in this process: what the readers do, without the guards around them. */
export async function openHere(
  bytes: Buffer | string,
  filename = 'upload.bin',
  limits: Partial<DocumentLimits> = {},
): Promise<ParsedDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  const path = join(folder, 'document');
  try {
    await writeFile(path, bytes);
    const file = { path, filename, limits: { ...DOCUMENT_LIMITS, ...limits } };
    const document = await openDocument(file);
    const pages = await collect(document.pages(1));
    await document.close();
    return { ...document.info, pages };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The blocks of a page as lines: their kind, then their text. */
export function outline({ text, blocks }: DocumentPage): string[] {
  return blocks.map(
    ({ kind, start, end, level }) => `${kind}${level ?? ''}: ${text.slice(start, end)}`,
  );
}
