import { type CheckedLine, itemsOf, kindsOf, titleOf } from '../../contracts/batch-lines.js';
import type { BatchQuestion, QuestionKind } from '../../contracts/batches.js';
import type { Caller } from '../../contracts/callers.js';
import type { RawSchedule } from '../../contracts/schedules.js';
import type { AppParts } from '../api-parts.js';
import { checkDefaults, checkLines } from '../batches/check-lines.js';
import { checkOffers } from '../batches/check-offers.js';
import { refuseLines } from '../batches/refuse-lines.js';
import { assertKinds } from '../run-scopes.js';
import { ValidationError } from '../validation/validation-error.js';

/** What a schedule is to run, checked: a question, or the lines of a batch. */
export type CheckedTarget = {
  readonly title: string;
  readonly questions: number;
  readonly kinds: readonly QuestionKind[];
} & (
  | { readonly runs: 'question'; readonly question: BatchQuestion }
  | {
      readonly runs: 'batch';
      readonly name: string | null;
      readonly window: number | null;
      readonly lines: readonly CheckedLine[];
    }
);

/**
 * Checks what is to run as the endpoints do that run it once. Throws ValidationError naming what is wrong, and ApiError
 * 403 for a kind that the caller's key does not allow.
 */
export async function checkTarget(
  parts: AppParts,
  caller: Caller,
  { question, batch }: RawSchedule,
): Promise<CheckedTarget> {
  const asks = question !== undefined && question !== null;
  if (asks === (batch !== null)) throw wrong('Give question or batch, one of them');
  const target = asks
    ? await checkQuestion(parts, caller, question)
    : await checkBatch(parts, caller, batch);
  assertKinds(caller, target.kinds);
  return target;
}

async function checkQuestion(
  parts: AppParts,
  caller: Caller,
  value: unknown,
): Promise<CheckedTarget> {
  const [read] = await checkOffers(parts, caller, checkLines([{ line: 1, value }], {}));
  if (read !== undefined && 'question' in read) {
    const { question } = read;
    const title = titleOf(question.request.query);
    return { runs: 'question', question, title, questions: 1, kinds: [question.kind] };
  }
  const issue = read?.issue;
  if (issue === undefined) throw wrong('question is missing');
  throw new ValidationError([{ ...issue, loc: ['body', 'question', ...issue.loc] }]);
}

async function checkBatch(
  parts: AppParts,
  caller: Caller,
  batch: RawSchedule['batch'],
): Promise<CheckedTarget> {
  if (batch === null) throw wrong('batch is missing');
  const { name, window, defaults, questions } = batch;
  checkDefaults(defaults);
  const raw = questions.map((value, index) => ({ line: index + 1, value }));
  const checked = await checkOffers(parts, caller, checkLines(raw, defaults));
  const lines = refuseLines(checked, { skipInvalid: batch.skip_invalid, place: 'questions' });
  const first = lines.find((line) => 'question' in line);
  const title = titleOf(
    first !== undefined && 'question' in first ? first.question.request.query : '',
  );
  const kinds = kindsOf(itemsOf(lines));
  return { runs: 'batch', name, window, lines, title, questions: lines.length, kinds };
}

function wrong(msg: string): ValidationError {
  return new ValidationError([
    {
      type: 'value_error',
      loc: ['body'],
      msg: `Value error, ${msg}`,
      input: null,
      ctx: { error: {} },
    },
  ]);
}
