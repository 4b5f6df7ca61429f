import type { Piece } from '../../text/piece.js';
import { tablePieces } from '../../text/table-pieces.js';
import { columnName } from './column-name.js';

export interface SheetRow {
  /** From 1, as the sheet counts. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Rows above a table with one filled cell are its title. */
const MOST_TITLES = 4;

/** The rows of a sheet as its tables, parted by empty rows; single cells above a table are headings. */
export function rowPieces(rows: readonly SheetRow[], firstColumn: number): Piece[] {
  return blocksOf(rows).flatMap((block) => blockPieces(block, firstColumn));
}

function blocksOf(rows: readonly SheetRow[]): SheetRow[][] {
  const blocks: SheetRow[][] = [];
  let open = false;
  for (const row of rows) {
    const filled = row.cells.some(isFilled);
    if (filled && open) blocks.at(-1)?.push(row);
    else if (filled) blocks.push([row]);
    open = filled;
  }
  return blocks;
}

function blockPieces(block: readonly SheetRow[], sheetColumn: number): Piece[] {
  const titles = titleCount(block);
  const rows = block.slice(titles);
  const first = Math.min(...rows.map(({ cells }) => cells.findIndex(isFilled)));
  const last = Math.max(...rows.map(({ cells }) => cells.findLastIndex(isFilled)));
  const columns = [columnName(sheetColumn + first), columnName(sheetColumn + last)];
  const cells = rows.map((row) => row.cells.slice(first, last + 1));
  return [
    ...block.slice(0, titles).map((row) => titlePiece(row, sheetColumn)),
    ...tablePieces(cells, {
      headers: rows.length > 1 && namesColumns(cells[0] ?? []) ? 1 : 0,
      cells: (row) => columns.map((name) => `${name}${rows[row]?.number}`).join(':'),
    }),
  ];
}

/** How many rows at the top of a table hold one text alone; none in a list, which holds nothing else. */
function titleCount(block: readonly SheetRow[]): number {
  const first = block.findIndex(({ cells }) => filledCells(cells).length > 1);
  return first > 0 && first <= MOST_TITLES ? first : 0;
}

function titlePiece({ number, cells }: SheetRow, firstColumn: number): Piece {
  const column = cells.findIndex(isFilled);
  const text = cells[column] ?? '';
  return { kind: 'heading', text, level: 2, cells: `${columnName(firstColumn + column)}${number}` };
}

/** A header names its columns: no two alike, and none by a number that is not a year. */
function namesColumns(cells: readonly string[]): boolean {
  const names = filledCells(cells);
  const alike = new Set(names).size < names.length;
  return names.length > 1 && !alike && names.every((name) => /\p{L}|^(?:19|20)\d\d$/u.test(name));
}

function filledCells(cells: readonly string[]): string[] {
  return cells.filter(isFilled);
}

function isFilled(cell: string): boolean {
  return cell !== '';
}
