import { z } from 'zod';
import type { CheckedLine } from '../contracts/batch-lines.js';
import { BatchQuestion, RawBatch } from '../contracts/batches.js';
import { ServiceError } from '../contracts/failures.js';

/** Faulty lines that a refusal names; further ones are counted. */
const NAMED = 20;

/** Reads what a batch was started with from outside: a list of questions, or an object that has one. */
export function readBatch(input: unknown): RawBatch {
  const raw = RawBatch.safeParse(Array.isArray(input) ? { questions: input } : input);
  if (raw.success) return raw.data;
  throw new ServiceError(
    'bad-input',
    `A batch is started with {"questions": ["…", "…"]}. ${z.prettifyError(raw.error)}`,
  );
}

/**
 * Checks every question of a batch. Throws ServiceError 'bad-input' naming the lines that are none, unless these are
 * to be left out and some are left.
 */
export function checkQuestions({ questions, defaults, skip_invalid }: RawBatch): CheckedLine[] {
  const lines = questions.map((question, index) => checkQuestion(question, index + 1, defaults));
  const faulty = lines.filter((checked) => 'error' in checked);
  if (faulty.length === 0 || (skip_invalid && faulty.length < lines.length)) return lines;
  const named = faulty.slice(0, NAMED).map(({ line, error }) => `line ${line}: ${error.message}`);
  const more = faulty.length > NAMED ? [`and ${faulty.length - NAMED} more`] : [];
  throw new ServiceError(
    'bad-input',
    `${faulty.length} of ${lines.length} questions are invalid; skip_invalid runs the rest. ${[...named, ...more].join('; ')}`,
  );
}

function checkQuestion(
  raw: unknown,
  line: number,
  defaults: Readonly<Record<string, unknown>>,
): CheckedLine {
  const given = Fields.safeParse(typeof raw === 'string' ? { query: raw } : raw);
  const { kind = 'search', ...request } = { ...defaults, ...given.data };
  const question = BatchQuestion.safeParse({ kind, request: { ...request, stream: false } });
  if (given.success && question.success && question.data.request.query.trim() !== '')
    return { line, question: question.data };
  const message = question.success
    ? 'a question is text, or an object with a query that is more than white space'
    : question.error.issues.map(inWords).join(', ');
  const text = typeof given.data?.['query'] === 'string' ? given.data['query'] : '';
  return { line, text, error: { error: 'invalid_question', message } };
}

const Fields = z.record(z.string(), z.unknown());

function inWords({ path, message }: z.core.$ZodIssue): string {
  const field = path.filter((part) => part !== 'request').join('.');
  return field === '' ? message : `${field}: ${message}`;
}
