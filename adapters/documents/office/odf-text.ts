import type { Piece } from '../../text/piece.js';
import { tablePieces } from '../../text/table-pieces.js';
import type { XmlAttributes, XmlHandler } from '../archive/read-xml.js';
import { PAGE_BREAK, withoutBreaks } from '../page-breaks.js';

/** Of one cell that is repeated to the edge of the sheet, no more are kept. */
const MOST_REPEATED = 64;
/** Removed text, remarks of reviewers, and forms are no part of the text. */
const SILENT = new Set([
  'tracked-changes',
  'annotation',
  'forms',
  'desc',
  'title',
  'sequence-decls',
]);

interface Paragraph {
  readonly kind: 'heading' | 'paragraph' | 'list-item';
  readonly level: number | undefined;
  text: string;
}

interface Table {
  readonly rows: string[][];
  headers: number;
  inHeader: boolean;
  /** Paragraphs of the cell that is read. */
  cell: string[];
  repeat: number;
}

interface Reading {
  pieces: Piece[];
  readonly paragraphs: Paragraph[];
  readonly tables: Table[];
  lists: number;
  /** Depth within elements that are not read. */
  silent: number;
  /** Whether a page begins before the next text. */
  breaks: number;
}

/**
 * Reads the text of an OpenDocument file into pieces, with a sign where its program last began a page;
 * `take` hands over what was read so far.
 */
export function odfText(): XmlHandler & { take(): Piece[] } {
  const reading: Reading = {
    pieces: [],
    paragraphs: [],
    tables: [],
    lists: 0,
    silent: 0,
    breaks: 0,
  };
  return {
    open: (name, attributes) => openElement(reading, name, attributes),
    close: (name) => closeElement(reading, name),
    text(text) {
      const paragraph = reading.paragraphs.at(-1);
      if (reading.silent === 0 && paragraph !== undefined) {
        paragraph.text += withoutBreaks(text).replace(/\s+/g, ' ');
      }
    },
    take() {
      const { pieces } = reading;
      reading.pieces = [];
      return pieces;
    },
  };
}

function openElement(reading: Reading, name: string, attributes: XmlAttributes): void {
  const { paragraphs, tables } = reading;
  if (SILENT.has(name) || reading.silent > 0) {
    reading.silent += 1;
    return;
  }
  switch (name) {
    case 'h':
      paragraphs.push({
        kind: 'heading',
        level: Number(attributes.get('outline-level') ?? 1),
        text: '',
      });
      return;
    case 'p':
      paragraphs.push({
        kind: reading.lists > 0 ? 'list-item' : 'paragraph',
        level: undefined,
        text: '',
      });
      return;
    case 'list':
      reading.lists += 1;
      return;
    case 'table':
      tables.push({ rows: [], headers: 0, inHeader: false, cell: [], repeat: 1 });
      return;
    case 'soft-page-break':
      breakPage(reading);
      return;
    default:
      openWithin(reading, name, attributes);
  }
}

function openWithin(
  { paragraphs, tables }: Reading,
  name: string,
  attributes: XmlAttributes,
): void {
  const [paragraph, table] = [paragraphs.at(-1), tables.at(-1)];
  if (name === 's' && paragraph !== undefined) paragraph.text += ' ';
  if (name === 'tab' && paragraph !== undefined) paragraph.text += ' ';
  if (name === 'line-break' && paragraph !== undefined) paragraph.text += '\n';
  if (table === undefined) return;
  if (name === 'table-header-rows') table.inHeader = true;
  if (name === 'table-row') table.rows.push([]);
  if (name === 'table-cell' || name === 'covered-table-cell') {
    table.cell = [];
    table.repeat = Math.min(Number(attributes.get('number-columns-repeated') ?? 1), MOST_REPEATED);
  }
}

function breakPage(reading: Reading): void {
  const paragraph = reading.paragraphs.at(-1);
  if (paragraph === undefined) reading.breaks += 1;
  else paragraph.text += PAGE_BREAK;
}

function closeElement(reading: Reading, name: string): void {
  if (reading.silent > 0) {
    reading.silent -= 1;
    return;
  }
  const { tables } = reading;
  const table = tables.at(-1);
  switch (name) {
    case 'h':
    case 'p':
      endParagraph(reading);
      return;
    case 'list':
      reading.lists -= 1;
      return;
    case 'table-header-rows':
      if (table !== undefined) endHeader(table);
      return;
    case 'table-cell':
    case 'covered-table-cell':
      for (let count = 0; count < (table?.repeat ?? 0); count++) {
        table?.rows.at(-1)?.push(table.cell.join(' '));
      }
      return;
    case 'table':
      endTable(reading);
      return;
  }
}

function endHeader(table: Table): void {
  table.inHeader = false;
  table.headers = table.rows.length;
}

function endParagraph(reading: Reading): void {
  const paragraph = reading.paragraphs.pop();
  const text = paragraph?.text.replace(/[^\S\n]+/g, ' ').trim() ?? '';
  if (paragraph === undefined || text === '') return;
  const cell = reading.tables.at(-1)?.cell;
  if (cell !== undefined) cell.push(text.replace(/\n/g, ' '));
  else add(reading, paragraphPiece(reading, paragraph, text));
}

function paragraphPiece(
  { pieces, lists }: Reading,
  { kind, level }: Paragraph,
  text: string,
): Piece {
  if (kind !== 'list-item') return { kind, text, level };
  const close = pieces.at(-1)?.kind === 'list-item';
  return { kind, text: `${'  '.repeat(Math.max(0, lists - 1))}- ${text}`, close };
}

/** A table within a cell becomes text of that cell; one with a single column is no table but a frame. */
function endTable(reading: Reading): void {
  const table = reading.tables.pop();
  if (table === undefined) return;
  const outer = reading.tables.at(-1);
  if (outer !== undefined) {
    outer.cell.push(...table.rows.map((row) => row.join(' ').trim()));
    return;
  }
  const columns = Math.max(0, ...table.rows.map((row) => row.filter((cell) => cell !== '').length));
  if (columns < 2) {
    for (const [text = ''] of table.rows)
      if (text !== '') add(reading, { kind: 'paragraph', text });
    return;
  }
  const headers = table.headers > 0 ? table.headers : undefined;
  for (const piece of tablePieces(table.rows, { headers })) add(reading, piece);
}

function add(reading: Reading, piece: Piece): void {
  const text = PAGE_BREAK.repeat(reading.breaks) + piece.text;
  reading.breaks = 0;
  reading.pieces.push({ ...piece, text });
}
