import { z } from 'zod';
import { BatchQuestion, QuestionKind } from '../../contracts/batches.js';
import type { ValidationIssue } from '../../contracts/errors.js';
import { isRecord } from '../is-record.js';
import { ResearchBody } from '../validation/research-body.js';
import { SearchBody } from '../validation/search-body.js';
import { validate } from '../validation/validate.js';
import { ValidationError } from '../validation/validation-error.js';

/** A line as it was read: what it says, or why it cannot be read. */
export interface RawLine {
  readonly line: number;
  readonly value: unknown;
  /** Set for a line that cannot be read at all. */
  readonly fault?: string | undefined;
}

/** A line that is no question; `issue` is the first fault, its place counted from the question. */
export interface FaultyLine {
  readonly line: number;
  readonly text: string;
  readonly issue: ValidationIssue;
}

export type ReadLine = { readonly line: number; readonly question: BatchQuestion } | FaultyLine;

export type Defaults = Readonly<Record<string, unknown>>;

/** What the endpoint of each kind takes. */
const BODIES = { search: SearchBody, research: ResearchBody };
const Kind = z.object({ kind: QuestionKind });

/** Checks every line as the endpoint of its kind does. */
export function checkLines(lines: readonly RawLine[], defaults: Defaults): ReadLine[] {
  return lines.map(({ line, value, fault }) => {
    const text = textOf(value);
    if (fault !== undefined)
      return { line, text, issue: { type: 'value_error', loc: [], msg: fault, input: text } };
    try {
      return { line, question: checkQuestion(value, defaults) };
    } catch (error) {
      const issue = error instanceof ValidationError ? error.issues[0] : undefined;
      if (issue === undefined) throw error;
      return { line, text, issue: { ...issue, loc: issue.loc.slice(1) } };
    }
  });
}

/** Throws ValidationError when no question could be asked with these defaults. */
export function checkDefaults(defaults: Defaults): void {
  try {
    checkQuestion('any', defaults);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const within = (issue: ValidationIssue) => ['body', 'defaults', ...issue.loc.slice(1)];
    throw new ValidationError(error.issues.map((issue) => ({ ...issue, loc: within(issue) })));
  }
}

function checkQuestion(value: unknown, defaults: Defaults): BatchQuestion {
  const given = typeof value === 'string' ? { query: value } : value;
  if (!isRecord(given)) throw notAQuestion(value);
  const { kind: wanted = 'search', ...request } = { ...defaults, ...given };
  const { kind } = validate(Kind, { kind: wanted }, 'body');
  const body = { ...validate(BODIES[kind], request, 'body'), stream: false };
  return BatchQuestion.parse({ kind, request: body });
}

function notAQuestion(input: unknown): ValidationError {
  const msg = 'A question is text, or an object with a query';
  return new ValidationError([{ type: 'value_error', loc: ['body'], msg, input }]);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const query = isRecord(value) ? value['query'] : undefined;
  return typeof query === 'string' ? query : '';
}
