import { createRequire } from 'node:module';

/** What pdfmake has of a word, and of a line, when the line gets its place on the page. */
interface Inline {
  text: string;
  x: number;
  readonly width: number;
  /** Ours: the embedding level of its text. */
  readonly level?: number;
}

interface Line {
  readonly inlines: Inline[];
  readonly leadingCut: number;
  readonly trailingCut: number;
}

interface WriterModule {
  readonly default: { readonly prototype: { alignLine(line: Line): void } };
}

/** Not exported by the package, and so read from the file that the package itself reads. */
const module: WriterModule = createRequire(import.meta.url)('pdfmake/js/ElementWriter.js');

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Teaches pdfmake, which sets all words of a line from left to right, the order in which they are seen: rule L2 of
 * UAX #9, by the levels that its inlines carry. Only this thread's pdfmake is taught.
 */
export function teachVisualOrder(): void {
  const writer = module.default.prototype;
  const align = writer.alignLine;
  writer.alignLine = function alignInVisualOrder(line) {
    reorder(line);
    align.call(this, line);
  };
}

/** Puts the words of a line where they are seen. */
export function reorder(line: Line): void {
  const levels = line.inlines.map(({ level = 0 }) => level);
  if (levels.every((level) => level === 0)) return;
  const ordered = visualOrder(line.inlines, levels);
  // The blank after the last word hangs over the end of the line, which may be its left side.
  const hangsLeft = ordered[0] === line.inlines.at(-1);
  let x = hangsLeft ? -line.trailingCut : -line.leadingCut;
  for (const inline of ordered) {
    const { level = 0, text } = inline;
    if (level % 2 === 1 && !RIGHT_TO_LEFT.test(text)) inline.text = [...text].reverse().join('');
    inline.x = x;
    x += inline.width;
  }
  line.inlines.splice(0, line.inlines.length, ...ordered);
}

/** L2: from the highest level down, everything at least as high is turned around. */
function visualOrder(inlines: readonly Inline[], levels: readonly number[]): Inline[] {
  const order = inlines.map((inline, index) => ({ inline, level: levels[index] ?? 0 }));
  for (let level = Math.max(...levels); level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while ((order[end]?.level ?? -1) >= level) end++;
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order.map(({ inline }) => inline);
}
