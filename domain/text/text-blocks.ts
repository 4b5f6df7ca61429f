export type BlockKind = 'prose' | 'list-item' | 'heading' | 'table-row' | 'code';

export interface TextBlock {
  readonly start: number;
  /** First character after the block. */
  readonly end: number;
  readonly kind: BlockKind;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const FENCE = /^\s{0,3}(?:```|~~~)/;
const HEADING_SIGN = /^\s{0,3}#{1,6}\s+/;
const BOLD_LINE = /^\s*\*\*[^*]+\*\*:?\s*$/;
const LIST_SIGN = /^\s*(?:>\s*)*(?:[-*+•‣◦–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+/;
const QUOTE_SIGN = /^\s*>[\s>]*/;
const TABLE_ROW = /^\s*\|.*\|\s*$/;
const UNDERLINE = /^\s*(?:={3,}|-{3,}|\*{3,}|_{3,})\s*$/;

/**
 * The stretches of a text within which a sentence may run over a line break, in order. The signs that
 * make a line a list item, a heading or a quotation are left out; blank lines and rules belong to none.
 */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let fenced = false;
  let joinable = false;
  for (const line of lines(text)) {
    const isFence = FENCE.test(line.text);
    const { kind, sign } = fenced || isFence ? { kind: 'code' as const, sign: 0 } : read(line.text);
    if (isFence) fenced = !fenced;
    if (kind === 'none') {
      joinable = false;
      continue;
    }
    const last = blocks.at(-1);
    if (joinable && last && continues(last.kind, kind)) {
      blocks[blocks.length - 1] = { ...last, end: line.end };
    } else {
      blocks.push({ start: line.start + sign, end: line.end, kind });
    }
    joinable = fenced || !isFence;
  }
  return blocks;
}

function* lines(text: string): Generator<Line> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield { text: text.slice(start, end), start, end };
    start = end + 1;
  }
}

function read(line: string): { kind: BlockKind | 'none'; sign: number } {
  if (line.trim() === '' || UNDERLINE.test(line)) return { kind: 'none', sign: 0 };
  if (TABLE_ROW.test(line)) return { kind: 'table-row', sign: 0 };
  const heading = HEADING_SIGN.exec(line);
  if (heading) return { kind: 'heading', sign: heading[0].length };
  if (BOLD_LINE.test(line)) return { kind: 'heading', sign: 0 };
  const item = LIST_SIGN.exec(line);
  if (item) return { kind: 'list-item', sign: item[0].length };
  return { kind: 'prose', sign: QUOTE_SIGN.exec(line)?.[0].length ?? 0 };
}

function continues(open: BlockKind, next: BlockKind): boolean {
  if (next === 'code') return open === 'code';
  return next === 'prose' && (open === 'prose' || open === 'list-item');
}
