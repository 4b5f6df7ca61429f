import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { RawLine } from './check-lines.js';
import { fieldsOf } from './fields-of.js';
import { refusal } from './refusal.js';

const Records = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }),
);
/** Names that the column of the questions may have. */
const QUERY_NAMES = new Set(['query', 'question']);

/**
 * The questions of a CSV file (RFC 4180), whose first line names the columns: one of them `query` or `question`, the
 * others options. Throws ValidationError for a file without such a line and for one with a quote that is never closed.
 */
export function parseCsv(text: string): RawLine[] {
  const [header, ...rest] = recordsOf(text);
  const columns = (header?.record ?? []).map(columnName);
  if (!columns.includes('query'))
    throw refusal('The first line of the file must name its columns, one of them query');
  return rest.map(({ record, line }) => lineOf(columns, record, line));
}

interface CsvRecord {
  readonly record: readonly string[];
  /** Where it begins, from 1. */
  readonly line: number;
}

function recordsOf(text: string): CsvRecord[] {
  try {
    const parsed: unknown = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
    return Records.parse(parsed).map(({ record, info }) => ({
      record,
      line: info.lines - record.join('').split('\n').length + 1,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refusal(`Line ${String(error['lines'])}: ${error.message}`);
  }
}

/** As spreadsheets write them: by what parts the names of the columns. */
function delimiterOf(text: string): string {
  const header = /^.*$/m.exec(text)?.[0] ?? '';
  return ['\t', ';'].find((mark) => header.includes(mark)) ?? ',';
}

function columnName(text: string): string {
  const name = text.trim().toLowerCase();
  return QUERY_NAMES.has(name) ? 'query' : name;
}

function lineOf(columns: readonly string[], record: readonly string[], line: number): RawLine {
  const texts = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
  const value = { query: '', ...fieldsOf(texts) };
  if (record.length <= columns.length) return { line, value };
  const fault = `The line has ${record.length} fields and the first line ${columns.length}; put text that holds commas in quotes`;
  return { line, value, fault };
}
