import { open, readFile, stat } from 'node:fs/promises';
import { binaryTypeOf } from '../pages/media-type.js';
import { withoutParting } from './mailbox-letters.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { unreadable } from './unreadable.js';

/** How much of a file tells what it is. */
const SNIFF_BYTES = 8 * 1024;

/**
 * Opens a document with the reader of what it holds, whatever its name says. Readers are loaded when first
 * needed: the memory of a parsing process is that of its format alone.
 */
export async function openDocument(asked: Omit<DocumentFile, 'size'>): Promise<OpenFormat> {
  const file = { ...asked, size: (await stat(asked.path)).size };
  const start = await startOf(file.path);
  if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04')))
    return (await import('./archive/open-zip.js')).openZip(file);
  const type = await binaryTypeOf(start);
  switch (type) {
    case 'application/pdf':
      return (await import('./read-pdf.js')).readPdf(file);
    case 'application/rtf':
      return (await import('./rtf/read-rtf.js')).readRtf(file);
    case 'application/x-cfb':
      await (await import('./ole-type.js')).checkWorkbook(file);
      return (await import('./sheets/read-workbook.js')).readWorkbook(file);
    case undefined:
      return openAsText(file);
    default:
      throw unknownType(type);
  }
}

async function openAsText(file: DocumentFile): Promise<OpenFormat> {
  const { decodeText } = await import('../pages/decode-text.js');
  const text = decodeText(await readFile(file.path), null);
  if (!isEmail(text)) return (await import('./open-text.js')).openText(file, text);
  const { readEmail } = await import('./read-email.js');
  return readEmail(file, (attachment) => openDocument(attachment));
}

/** An e-mail begins with its headers, at least two of those that all have (RFC 5322, 3.6). */
function isEmail(text: string): boolean {
  const [headers = ''] = withoutParting(text.slice(0, 16 * 1024)).split(/\r?\n\r?\n/, 1);
  if (!/^[!-9;-~]+:/.test(headers)) return false;
  const known = headers.match(
    /^(?:from|to|date|subject|received|message-id|mime-version|return-path|delivered-to):/gim,
  );
  return new Set(known?.map((name) => name.toLowerCase())).size >= 3;
}

async function startOf(path: string): Promise<Buffer> {
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
