import { fileTypeFromBuffer } from 'file-type';

/** How much of a text tells what it is. */
const SNIFF_CHARS = 4_096;
/** Acrobat's rule, which all readers follow: the mark lies somewhere in the first kilobyte. */
const PDF_MARK_BYTES = 1_024;

/** What may stand before the first element: a declaration, comments, a document type. */
const PROLOG = '^(?:<\\?xml[^>]*>\\s*|<!--[\\s\\S]*?-->\\s*)*';
const HTML_DOCUMENT = new RegExp(`${PROLOG}<(?:!doctype\\s+html|html)\\b`, 'i');
const HTML_PIECE =
  /^(?:<!--[\s\S]*?-->\s*)*<(?:head|body|title|meta|link|script|style|div|article|section|main|header|table|h[1-6]|p|ul|a|span|br|b|i|font|center|iframe)\b/i;
const XML_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:<[?!][^>]*>\s*)*<rss\b/i, 'application/rss+xml'],
  [/^(?:<[?!][^>]*>\s*)*<rdf:RDF\b/i, 'application/rss+xml'],
  [/^(?:<[?!][^>]*>\s*)*<feed\b/i, 'application/atom+xml'],
  [/^<\?xml\b/i, 'application/xml'],
];

/** The media type of a body that is no text, by its bytes; undefined for one that may be text. */
export async function binaryTypeOf(body: Uint8Array): Promise<string | undefined> {
  if (isPdf(body)) return 'application/pdf';
  // The byte order mark of UTF-16 looks like the first bytes of some sounds.
  if (isUtf16(body)) return undefined;
  const found = (await fileTypeFromBuffer(body))?.mime;
  return found === undefined || /^text\/|^application\/xml$/.test(found) ? undefined : found;
}

/**
 * The media type of a text, by what it holds. The server's word decides only between kinds of text
 * that look alike. Text full of control characters is no text.
 */
export function textTypeOf(text: string, contentType: string | null): string {
  const declared = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (hasControls(text)) return isTextual(declared) ? 'application/octet-stream' : declared;
  const start = text
    .slice(0, SNIFF_CHARS)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (HTML_DOCUMENT.test(start) || HTML_PIECE.test(start)) {
    return declared === 'application/xhtml+xml' ? declared : 'text/html';
  }
  const xml = XML_TYPES.find(([pattern]) => pattern.test(start))?.[1];
  if (xml !== undefined) return xml;
  if (/^[[{]/.test(start) && isJson(text)) return 'application/json';
  if (/html/.test(declared) && /<\/?[a-z][^>]*>/i.test(start)) return 'text/html';
  if (declared.includes('markdown') || looksLikeMarkdown(start)) return 'text/markdown';
  return 'text/plain';
}

function isPdf(body: Uint8Array): boolean {
  return Buffer.from(body.subarray(0, PDF_MARK_BYTES)).includes('%PDF-');
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Text holds no control characters but tabs and line breaks; anything binary does at once. */
function hasControls(text: string): boolean {
  const controls = text.slice(0, SNIFF_CHARS).match(/[^\P{Cc}\s]/gu);
  return (controls?.length ?? 0) > 4;
}

function isTextual(declared: string): boolean {
  return declared === '' || /^text\/|json|xml|html|javascript/.test(declared);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function looksLikeMarkdown(start: string): boolean {
  return /^#{1,6} \S/m.test(start) && /^(?:[-*+] |\d+\. |```|> )|\]\(\S+\)/m.test(start);
}
