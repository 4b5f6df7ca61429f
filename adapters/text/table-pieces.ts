import type { Piece } from './piece.js';

interface TableOptions {
  /** How many rows at the top are headers; guessed from what the cells hold when unknown. */
  readonly headers?: number | undefined;
  /** The cells of a row of a spreadsheet, such as A2:F2. */
  cells?(row: number): string;
}

/** A header names its columns in few words. */
const LONGEST_NAME_CHARS = 80;
const NUMBER = /^[^\p{L}]*\d[^\p{L}]*$/u;
const YEAR = /^(?:19|20)\d\d$/;

/** The rows of a table as pieces, cells parted by " | ", empty rows and columns at the end left out. */
export function tablePieces(rows: readonly (readonly string[])[], options: TableOptions): Piece[] {
  const headers = options.headers ?? guessHeaders(rows);
  let written = 0;
  return rows.flatMap((row, at) => {
    const cells = row.map((cell) => cell.replace(/\s+/g, ' ').trim());
    while (cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return [];
    written += 1;
    return {
      kind: at < headers ? ('table-header' as const) : ('table-row' as const),
      text: cells.join(' | ').trim(),
      close: written > 1,
      cells: options.cells?.(at),
    };
  });
}

/** The first row is a header when it only names things, while numbers or many more rows follow. */
function guessHeaders(rows: readonly (readonly string[])[]): number {
  const [first, ...others] = rows;
  const names = first?.map((cell) => cell.trim()).filter((cell) => cell !== '') ?? [];
  if (names.length < 2 || others.length === 0) return 0;
  if (names.some((name) => name.length > LONGEST_NAME_CHARS || isNumber(name))) return 0;
  const numbers = others.some((row) => row.some((cell) => isNumber(cell.trim())));
  return numbers || names.length > 2 ? 1 : 0;
}

function isNumber(cell: string): boolean {
  return NUMBER.test(cell) && !YEAR.test(cell);
}
