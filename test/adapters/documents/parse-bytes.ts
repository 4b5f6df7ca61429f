import type { DocumentParser, ParsedDocument } from '../../../contracts/document-parsing.js';

/** Parses bytes to the last page. */
export async function parseBytes(
  parser: DocumentParser,
  bytes: Uint8Array | string,
  filename = 'upload.bin',
): Promise<ParsedDocument> {
  const source = { content: { bytes: Buffer.from(bytes) }, filename };
  const document = await parser.open(source, new AbortController().signal);
  try {
    return { ...document.info, pages: await collect(document.pages()) };
  } finally {
    await document.close();
  }
}

/** All of an iteration, in order. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
