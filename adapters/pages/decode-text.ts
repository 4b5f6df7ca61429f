import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { looksLikeShiftJis } from './shift-jis.js';

/** A guess needs a taste of the body, not all of it. */
const SAMPLE_BYTES = 64 * 1024;
/** How far into a page its own declaration is looked for; browsers stop at 1,024 bytes, sites do not. */
const PRESCAN_BYTES = 4 * 1024;

/**
 * Decodes a body by its byte order mark, its header, its own declaration or a guess, in this order.
 * Never fails: bytes that are wrong in the charset become replacement characters.
 */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const charset =
    markedCharset(bytes) ?? known(headerCharset(contentType)) ?? declaredCharset(bytes);
  if (charset === undefined || (charset === 'utf-8' && !isMostlyUtf8(bytes))) {
    return iconv.decode(bytes, guessedCharset(bytes));
  }
  return iconv.decode(bytes, charset);
}

function markedCharset(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return undefined;
}

function headerCharset(contentType: string | null): string | undefined {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1];
}

/** Reads `<meta charset>`, `<meta http-equiv>` with a charset, and `<?xml encoding?>`. */
function declaredCharset(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, PRESCAN_BYTES);
  const xml = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1];
  const charset = known(xml ?? /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start)?.[1]);
  // A declaration that can be read as ASCII is not in UTF-16, whatever it says (WHATWG HTML, 13.2.3.2).
  return charset?.startsWith('utf-16') ? 'utf-8' : charset;
}

/** The charset that a label means, by the names of the WHATWG Encoding standard where they differ. */
function known(label: string | undefined): string | undefined {
  const name = label?.toLowerCase();
  if (name === undefined || !iconv.encodingExists(name)) return undefined;
  if (/^(iso-?8859-?1|latin-?1|us-ascii|ascii)$/.test(name)) return 'windows-1252';
  if (/^(gb2312|gbk)$/.test(name)) return 'gb18030';
  if (/^(utf-?16|ucs-?2)$/.test(name)) return 'utf-16le';
  return name === 'utf8' ? 'utf-8' : name;
}

function guessedCharset(bytes: Buffer): string {
  if (isUtf8(bytes)) return 'utf-8';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  // Frequencies of characters, which the guess goes by, say little of a short table.
  if (looksLikeShiftJis(sample)) return 'shift_jis';
  const guess = chardet.detect(sample);
  return guess !== null && iconv.encodingExists(guess) ? guess : 'windows-1252';
}

/** Pages paste in a stray byte of another charset now and then; one in a hundred is another charset. */
function isMostlyUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true;
  const text = bytes.toString('utf8', 0, SAMPLE_BYTES);
  const wrong = text.split('\uFFFD').length - 1;
  return wrong * 100 < text.length;
}
