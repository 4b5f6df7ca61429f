import { open, readFile, stat } from 'node:fs/promises';
import { decodeText } from '../pages/decode-text.js';
import { binaryTypeOf } from '../pages/media-type.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { openText } from './open-text.js';
import { unreadable } from './unreadable.js';

/** How much of a file tells what it is. */
const SNIFF_BYTES = 8 * 1024;

/**
 * Opens a document with the reader of what it holds, whatever its name says. Readers are loaded when first
 * needed: the memory of a parsing process is that of its format alone.
 */
export async function openDocument(asked: Omit<DocumentFile, 'size'>): Promise<OpenFormat> {
  const file = { ...asked, size: (await stat(asked.path)).size };
  const binary = await binaryTypeOf(await startOf(file.path));
  switch (binary) {
    case 'application/pdf':
      return (await import('./read-pdf.js')).readPdf(file);
    case undefined:
      return openText(file, decodeText(await readFile(file.path), null));
    default:
      throw unknownType(binary);
  }
}

async function startOf(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unknownType(mediaType: string) {
  return unreadable(
    `is of the type ${mediaType}, which is not read: add it as PDF, an office file, HTML, e-mail or text`,
  );
}
