import { parse } from 'csv-parse/sync';
import { cutParts } from '../cut-parts.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { guessDelimiter } from './guess-delimiter.js';
import { rowPieces } from './row-pieces.js';

/** A table of values parted by commas, semicolons, tabs or bars, with its header row and the cells that rows take. */
export function readCsv(file: DocumentFile, text: string): Promise<OpenFormat> {
  const delimiter = guessDelimiter(text) ?? ',';
  const records: string[][] = parse(text, {
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  });
  const rows = records.map((record, index) => ({
    number: index + 1,
    cells: record.map((cell) => cell.replace(/\s+/g, ' ').trim()),
  }));
  return flowDocument(file, {
    mediaType: delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv',
    pages: cutParts(rowPieces(rows, 1), { kind: 'sheet' }),
  });
}
