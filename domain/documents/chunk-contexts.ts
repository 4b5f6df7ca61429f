import type { DocumentChunk } from '../../contracts/document-chunks.js';
import type { DocumentPage, PageBlock } from '../../contracts/document-parsing.js';

type ChunkContext = Pick<DocumentChunk, 'headings' | 'tableHeader'>;

/** A text longer than this between two tables parts them; a heading or a label does not. */
const LONGEST_LABEL_CHARS = 120;

interface Heading {
  readonly text: string;
  readonly level: number;
}

/** Tells for a place of a page which headings are open there and which table header stands above it. */
export function chunkContexts(page: DocumentPage): (start: number) => ChunkContext {
  return (start) => {
    const before = page.blocks.filter((block) => block.end <= start);
    const at = page.blocks.find((block) => block.end > start);
    return {
      headings: [...page.trail, ...headingsAt(page, before, at).map(({ text }) => text)],
      tableHeader: at?.kind === 'table-row' ? headerAbove(page, before, at) : null,
    };
  };
}

function headingsAt(
  { text }: DocumentPage,
  before: readonly PageBlock[],
  at: PageBlock | undefined,
): Heading[] {
  const open: Heading[] = [];
  const closeFrom = (level: number): void => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
  };
  for (const { kind, start, end, level = 1 } of before) {
    if (kind !== 'heading') continue;
    closeFrom(level);
    open.push({ text: text.slice(start, end).replace(/\s+/g, ' '), level });
  }
  if (at?.kind === 'heading') closeFrom(at.level ?? 1);
  return open;
}

/** The header rows above a row: its own table's, or those of the table before it when that has as many columns. */
function headerAbove(
  { text }: DocumentPage,
  before: readonly PageBlock[],
  row: PageBlock,
): string | null {
  const header: string[] = [];
  for (const block of before.toReversed()) {
    const content = text.slice(block.start, block.end);
    if (block.kind === 'table-header') header.unshift(content);
    else if (header.length > 0) break;
    else if (block.kind !== 'heading' && block.kind !== 'table-row') {
      if (content.length > LONGEST_LABEL_CHARS) return null;
    }
  }
  const columns = (line: string): number => line.split(' | ').length;
  const most = Math.max(0, ...header.map(columns));
  const own = columns(text.slice(row.start, row.end));
  return header.length > 0 && (own === 1 || Math.abs(most - own) <= 1) ? header.join('\n') : null;
}
