import type { TextContent } from 'pdfjs-dist/types/src/display/api.js';

type Item = TextContent['items'][number];

interface Line {
  text: string;
  /** The baseline, in points from the bottom of the page. */
  readonly bottom: number;
  readonly height: number;
}

/** Lines further apart than this many line heights belong to different paragraphs. */
const PARAGRAPH_GAP = 1.8;

/** The text of a PDF page: lines of a paragraph joined, words parted at a line's end mended, paragraphs apart. */
export function pdfText(items: readonly Item[]): string {
  let text = '';
  let previous: Line | undefined;
  for (const line of linesOf(items)) {
    text = previous === undefined ? line.text : join(text, previous, line);
    previous = line;
  }
  return text;
}

function linesOf(items: readonly Item[]): Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  for (const item of items) {
    if (!('str' in item)) continue;
    open ??= { text: '', bottom: Number(item.transform[5]), height: item.height };
    open.text += item.str;
    if (!item.hasEOL) continue;
    lines.push(open);
    open = undefined;
  }
  if (open !== undefined) lines.push(open);
  return lines
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }))
    .filter((line) => line.text !== '');
}

function join(text: string, previous: Line, line: Line): string {
  const gap = previous.bottom - line.bottom;
  const height = Math.max(previous.height, line.height, 1);
  // A line above the one before it starts another column, which may go on with the same sentence.
  if (gap > PARAGRAPH_GAP * height) return `${text}\n\n${line.text}`;
  if (/\p{L}\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line.text))
    return text.slice(0, -1) + line.text;
  return `${text}\n${line.text}`;
}
