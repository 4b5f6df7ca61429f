import type { CheckedLine } from '../../contracts/batch-lines.js';
import type { ValidationIssue } from '../../contracts/errors.js';
import { ValidationError } from '../validation/validation-error.js';
import type { FaultyLine, ReadLine } from './check-lines.js';

/** Faulty lines that a refusal names one by one. */
const NAMED = 1_000;

/**
 * The lines to enter. Throws ValidationError naming every faulty line by its number, unless these are to be left out
 * and some questions are left.
 */
export function refuseLines(
  lines: readonly ReadLine[],
  { skipInvalid, place }: { readonly skipInvalid: boolean; readonly place: 'questions' | 'line' },
): CheckedLine[] {
  const faulty = lines.filter((read): read is FaultyLine => 'issue' in read);
  if (faulty.length > 0 && (!skipInvalid || faulty.length === lines.length))
    throw new ValidationError([
      ...faulty.slice(0, NAMED).map((line) => issueOf(line, place)),
      ...(faulty.length > NAMED ? [more(faulty.length - NAMED)] : []),
    ]);
  return lines.map((read) => {
    if (!('issue' in read)) return read;
    const { line, text, issue } = read;
    return { line, text, error: { error: 'invalid_question', message: wordsOf(issue) } };
  });
}

/** A list is counted from 0 in `loc`, as everywhere; lines of a file from 1. The message counts from 1. */
function issueOf({ line, issue }: FaultyLine, place: 'questions' | 'line'): ValidationIssue {
  const number = place === 'questions' ? line - 1 : line;
  const name = place === 'questions' ? 'Question' : 'Line';
  return {
    ...issue,
    loc: ['body', place, number, ...issue.loc],
    msg: `${name} ${line}: ${wordsOf(issue)}`,
  };
}

function wordsOf({ loc, msg }: ValidationIssue): string {
  return loc.length === 0 ? msg : `${loc.join('.')}: ${msg}`;
}

function more(count: number): ValidationIssue {
  const msg = `${count} more lines are invalid`;
  return { type: 'value_error', loc: ['body'], msg, input: null };
}
