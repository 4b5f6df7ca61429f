import type { PdfLine } from './pdf-lines.js';

/** What most of a page is set in. */
export interface BodyStyle {
  readonly height: number;
  readonly font: string;
}

export type LineRole = 'row' | 'item' | 'heading' | 'text';

const BULLET = /^[•·▪■□◦‣●○✓➢*–—-]$/u;
const COUNTER =
  /^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|(?:item|note|article|section|part) [\divx]+[a-c]?[.:—–-]?)$/i;
const LED_ITEM = /^(?:[•·▪■□◦‣●○✓➢]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)) ?\S/u;
/** Headings are this much larger than the text under them, or in another font. */
const LARGER = 1.12;
const LONGEST_HEADING_CHARS = 150;
/** A heading that ends with a full stop is no longer than this. */
const LONGEST_RUN_IN_CHARS = 60;

/** The style that most letters of a page have. */
export function bodyStyle(lines: readonly PdfLine[]): BodyStyle {
  const letters = new Map<string, { readonly style: BodyStyle; count: number }>();
  for (const { cells, height, font } of lines) {
    const style = { height: Math.round(height * 2) / 2, font };
    const known = letters.get(`${style.height} ${font}`) ?? { style, count: 0 };
    known.count += cells.reduce((sum, { text }) => sum + text.length, 0);
    letters.set(`${style.height} ${font}`, known);
  }
  const [first] = [...letters.values()].sort((a, b) => b.count - a.count);
  return first?.style ?? { height: 0, font: '' };
}

/** What a line looks like by itself; its neighbours may decide otherwise. */
export function lineRole(line: PdfLine, body: BodyStyle): LineRole {
  const [first, ...others] = line.cells;
  if (first === undefined) return 'text';
  const led = others.length === 1 && (BULLET.test(first.text) || COUNTER.test(first.text));
  if (others.length > 0 && !led) return 'row';
  const text = lineText(line);
  if (isHeading(text, line, body)) return 'heading';
  return led || LED_ITEM.test(text) ? 'item' : 'text';
}

/** The text of a line that is no row of a table. */
export function lineText({ cells }: PdfLine): string {
  return cells.map(({ text }) => text).join(' ');
}

function isHeading(text: string, line: PdfLine, body: BodyStyle): boolean {
  if (text.length > LONGEST_HEADING_CHARS || !/\p{L}{2}/u.test(text)) return false;
  if (line.height > LARGER * body.height) return true;
  const distinct = line.uniform && line.font !== body.font && line.height >= 0.8 * body.height;
  const sentence = /[,;]$/.test(text) || (text.endsWith('.') && text.length > LONGEST_RUN_IN_CHARS);
  return distinct && !sentence && /^[\p{Lu}\p{N}(“"]/u.test(text);
}
