import { type CellObject, utils, type WorkSheet } from '@e965/xlsx';
import type { Piece } from '../../text/piece.js';
import { rowPieces } from './row-pieces.js';

/** The tables of a sheet of a workbook. */
export function sheetPieces(sheet: WorkSheet): Piece[] {
  if (sheet['!ref'] === undefined) return [];
  const { s: first, e: last } = utils.decode_range(sheet['!ref']);
  // A row that was never filled is missing from the list.
  const rows = Array.from(sheet['!data'] ?? [], (row, index) => ({
    number: index + 1,
    cells: Array.from({ length: last.c + 1 - first.c }, (_cell, column) =>
      cellText(row?.[first.c + column]),
    ),
  }));
  return rowPieces(rows, first.c + 1);
}

/** A cell as the sheet shows it; dates in ISO 8601, and a formula that was never calculated as it is written. */
function cellText(cell: CellObject | undefined): string {
  if (cell === undefined) return '';
  const { v: value, w: shown, f: formula } = cell;
  if (value instanceof Date) return dateText(value);
  if (value === undefined || value === '') return formula === undefined ? '' : `=${formula}`;
  return oneLine(shown ?? String(value));
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
