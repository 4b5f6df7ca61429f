import { isUtf8 } from 'node:buffer';
import { MAX_QUESTIONS, RawBatch } from '../../contracts/batches.js';
import { isRecord } from '../is-record.js';
import { parseJson } from '../validation/json-body.js';
import { validate } from '../validation/validate.js';
import type { Defaults, RawLine } from './check-lines.js';
import { fieldsOf } from './fields-of.js';
import { parseCsv } from './parse-csv.js';
import { parseJsonLines } from './parse-json-lines.js';
import { refusal } from './refusal.js';

export interface BatchFile {
  readonly format: 'json' | 'lines' | 'csv';
  readonly bytes: Buffer;
}

/** What was asked for, with its questions not looked at yet. */
export interface BatchOrder {
  readonly name: string | null;
  readonly window: number | null;
  readonly skipInvalid: boolean;
  readonly defaults: Defaults;
  readonly lines: readonly RawLine[];
  /** How the lines are counted in messages. */
  readonly place: 'questions' | 'line';
}

/** What a file asks for. Options that are given beside it hold where the file says nothing else. */
export function orderOfFile(
  { format, bytes }: BatchFile,
  beside: Readonly<Record<string, string>>,
): BatchOrder {
  return format === 'json'
    ? orderOfJson(parseJson(bytes), beside)
    : orderOfLines(linesOf(format, bytes), beside);
}

type Beside = Readonly<Record<string, string>>;

function orderOfJson(body: unknown, beside: Beside): BatchOrder {
  const { options, defaults } = split(beside);
  const given = Array.isArray(body) ? { questions: body } : body;
  const raw = validate(RawBatch, isRecord(given) ? { ...options, ...given } : given, 'body');
  const lines = raw.questions.map((value, index) => ({ line: index + 1, value }));
  return { ...orderOf(raw), defaults: { ...defaults, ...raw.defaults }, lines, place: 'questions' };
}

function orderOfLines(lines: readonly RawLine[], beside: Beside): BatchOrder {
  const { options, defaults } = split(beside);
  return { ...orderOf(validate(Options, options, 'query')), defaults, lines, place: 'line' };
}

const Options = RawBatch.pick({ name: true, window: true, skip_invalid: true });

/** Parts the options of the batch from those of its questions. */
function split(beside: Beside) {
  const { name, window, skip_invalid, ...defaults } = fieldsOf(beside);
  const given = Object.entries({ name, window, skip_invalid });
  return {
    options: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    defaults,
  };
}

function orderOf({ name, window, skip_invalid }: Omit<RawBatch, 'questions' | 'defaults'>) {
  return { name, window, skipInvalid: skip_invalid };
}

function linesOf(format: 'lines' | 'csv', bytes: Buffer): RawLine[] {
  if (!isUtf8(bytes)) throw refusal('The file is not UTF-8');
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = format === 'csv' ? parseCsv(text) : parseJsonLines(text);
  if (lines.length === 0) throw refusal('The file holds no question');
  if (lines.length <= MAX_QUESTIONS) return lines;
  throw refusal(`The file holds ${lines.length} questions; a batch takes ${MAX_QUESTIONS} at most`);
}
