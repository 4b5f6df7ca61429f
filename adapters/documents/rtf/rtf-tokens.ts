/** A sign of the Rich Text Format (version 1.9.1). */
export type RtfToken =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  | { readonly type: 'word'; readonly name: string; readonly value: number | undefined }
  | { readonly type: 'byte'; readonly value: number }
  | { readonly type: 'text'; readonly text: string };

const WORD = /([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const TEXT = /[^\\{}\r\n]+/y;
/** Signs that stand for a character. */
const CHARACTERS: Record<string, string> = { '~': '\u00A0', _: '\u2011', '-': '' };

/** The signs of a file whose bytes are given as characters. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const sign = source.charAt(at);
    if (sign === '{' || sign === '}') {
      yield { type: sign === '{' ? 'open' : 'close' };
      at += 1;
    } else if (sign === '\\') {
      const { token, end } = control(source, at + 1);
      if (token !== undefined) yield token;
      at = end;
    } else if (sign === '\r' || sign === '\n') {
      at += 1;
    } else {
      TEXT.lastIndex = at;
      const text = TEXT.exec(source)?.[0] ?? sign;
      yield { type: 'text', text };
      at += text.length;
    }
  }
}

interface Control {
  readonly token: RtfToken | undefined;
  readonly end: number;
}

function control(source: string, at: number): Control {
  const sign = source.charAt(at);
  if (sign === "'") {
    const value = Number.parseInt(source.slice(at + 1, at + 3), 16);
    return { token: Number.isNaN(value) ? undefined : { type: 'byte', value }, end: at + 3 };
  }
  WORD.lastIndex = at;
  const [word, name, digits] = WORD.exec(source) ?? [];
  if (word === undefined || name === undefined) {
    const text = sign === '\r' || sign === '\n' ? undefined : (CHARACTERS[sign] ?? sign);
    if (text === undefined)
      return { token: { type: 'word', name: 'par', value: undefined }, end: at + 1 };
    if (sign === '*') return { token: { type: 'word', name: '*', value: undefined }, end: at + 1 };
    return { token: { type: 'text', text }, end: at + 1 };
  }
  const value = digits === undefined ? undefined : Number(digits);
  // Bytes that are no RTF follow; their number says how many.
  const skipped = name === 'bin' ? Math.max(0, value ?? 0) : 0;
  return { token: { type: 'word', name, value }, end: at + word.length + skipped };
}
