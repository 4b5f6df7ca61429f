import { EXTRACTIVE } from '../contracts/extractive.js';
import type { CheckedAnswer, WrittenAnswer } from '../contracts/search-steps.js';
import type { SectionPlace } from '../contracts/section-place.js';
import { checkAnswer, rewriteAnswer, withEmbedder } from './activities.js';
import { addUsage, type SearchState } from './search-state.js';

/** What a step gives until a share of the run's time is used up; undefined when it failed or was stopped. */
export type Attempt = <T>(share: number, step: () => Promise<T>) => Promise<T | undefined>;

/** What checking a text that was written needs to know. */
export interface Checking {
  readonly runId: string;
  readonly state: Pick<SearchState, 'models' | 'usage'>;
  readonly attempt: Attempt;
  /** Of a report, where the text stands in it. */
  readonly section?: SectionPlace;
}

interface Written {
  readonly packKey: string;
  readonly written: Pick<WrittenAnswer, 'answerKey' | 'modelUsed'>;
}

/** Checks every claim; has the model rewrite once what the evidence does not support, and checks that too. */
export async function checkWritten(
  checking: Checking,
  { packKey, written }: Written,
): Promise<CheckedAnswer> {
  const { runId, state, attempt } = checking;
  const first = await checkOnce(checking, packKey, written.answerKey);
  const model = state.models.chat;
  if (first.failed === 0 || model === null || written.modelUsed === EXTRACTIVE) return first;

  const rewritten = await attempt(0.95, () =>
    rewriteAnswer({ runId, packKey, checkKey: first.checkKey, model }),
  );
  if (rewritten === undefined) return first;
  addUsage(state, rewritten.usage);
  const second = await checkOnce(checking, packKey, rewritten.answerKey);
  return second.failed < first.failed && second.claims > 0 ? second : first;
}

/** Checks every claim, by meaning when there is an embedder and time, else by words. */
export async function checkOnce(
  { runId, state, attempt, section }: Checking,
  packKey: string,
  answerKey: string,
): Promise<CheckedAnswer> {
  const place = section === undefined ? {} : { section };
  const checking = (useEmbedder: boolean) => ({ runId, packKey, answerKey, useEmbedder, ...place });
  if (state.models.embedding !== null) {
    const checked = await attempt(1, () => withEmbedder.checkAnswer(checking(true)));
    if (checked !== undefined) return checked;
  }
  return checkAnswer(checking(false));
}
