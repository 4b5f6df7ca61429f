import iconv from 'iconv-lite';

/** Code pages of the character sets that fonts name (RTF 1.9.1, \fcharset). */
const CODE_PAGES: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
const NAMES: Record<number, string> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'cp949',
  950: 'big5',
  10000: 'macroman',
  65001: 'utf-8',
};

/** The code page of a font's character set; undefined for the document's own. */
export function codePageOf(charset: number): number | undefined {
  return CODE_PAGES[charset];
}

/** Bytes of a code page as text; of an unknown one as Western European. */
export function decodeBytes(bytes: readonly number[], codePage: number): string {
  const name = NAMES[codePage] ?? `windows-${codePage}`;
  const known = iconv.encodingExists(name) ? name : `cp${codePage}`;
  return iconv.decode(Buffer.from(bytes), iconv.encodingExists(known) ? known : 'windows-1252');
}
