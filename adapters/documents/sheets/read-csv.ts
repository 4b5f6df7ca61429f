import { parse } from 'csv-parse/sync';
import { tablePieces } from '../../text/table-pieces.js';
import { cutParts } from '../cut-parts.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { columnName } from './column-name.js';
import { guessDelimiter } from './guess-delimiter.js';

/** A table of values parted by commas, semicolons, tabs or bars, with its header row and the cells that rows take. */
export function readCsv(file: DocumentFile, text: string): Promise<OpenFormat> {
  const delimiter = guessDelimiter(text) ?? ',';
  const rows: string[][] = parse(text, {
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 1);
  const cells = (row: number) => `A${row + 1}:${columnName(columns)}${row + 1}`;
  const pieces = tablePieces(rows, { headers: namesColumns(rows[0]) ? 1 : 0, cells });
  return flowDocument(file, {
    mediaType: delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv',
    pages: cutParts(pieces, { kind: 'sheet' }),
  });
}

/** A header names each column, and no name is a number. */
function namesColumns(row: readonly string[] = []): boolean {
  return row.every((cell) => /\p{L}/u.test(cell)) && new Set(row).size === row.length;
}
