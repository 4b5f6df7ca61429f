import type { DocumentPage } from '../../contracts/document-parsing.js';
import { cellRange } from './cell-range.js';

/** Titles of slides and headings may be whole sentences. */
const LONGEST_LABEL = 120;

interface Stretch {
  readonly start: number;
  /** First character after the stretch. */
  readonly end: number;
}

/**
 * What a reader looks for to find a stretch of a page again: the printed label, the sheet with the cells
 * (Sales!A2:F40), the number and title of the slide, the chapter or heading. Null where the page's number is all
 * there is.
 */
export function pageLabel(page: DocumentPage, stretch: Stretch | undefined): string | null {
  const label = shortened(headingOver(page, stretch) ?? '');
  switch (page.kind) {
    case 'slide':
      return [`slide ${page.number}`, label].filter((part) => part !== '').join(': ');
    case 'sheet':
      return [label, cellsOf(page, stretch)].filter((part) => part !== '').join('!') || null;
    default:
      return label || null;
  }
}

/** What the page is known by; where that is its first heading, the one that the stretch stands under. */
function headingOver(page: DocumentPage, stretch: Stretch | undefined): string | null {
  const { label, text, blocks, trail } = page;
  const headings = blocks.filter(({ kind }) => kind === 'heading');
  const [first] = headings.map(({ start, end }) => text.slice(start, end));
  if (page.kind !== 'part' || stretch === undefined || label !== first) return label;
  const above = headings.findLast(({ start }) => start <= stretch.start);
  return above === undefined ? (trail.at(-1) ?? label) : text.slice(above.start, above.end);
}

function cellsOf({ blocks }: DocumentPage, stretch: Stretch | undefined): string {
  if (stretch === undefined) return '';
  const within = blocks.filter(({ start, end }) => start < stretch.end && end > stretch.start);
  // A part of a long table begins with the header row, which stands far above in the sheet.
  const rows = within.filter(({ kind }) => kind !== 'table-header');
  const held = rows.length === 0 ? within : rows;
  return cellRange(held.flatMap(({ cells }) => cells ?? [])) ?? '';
}

function shortened(label: string): string {
  const line = label.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_LABEL ? `${line.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : line;
}
