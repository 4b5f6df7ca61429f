import { isCancellation } from '@temporalio/workflow';
import { EXTRACTIVE } from '../contracts/extractive.js';
import type {
  CheckedAnswer,
  RankedEvidence,
  Ranking,
  WrittenAnswer,
} from '../contracts/search-steps.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import type { SearchBudget } from '../domain/search/search-budget.js';
import {
  checkAnswer,
  extractAnswer,
  mergeFound,
  rankEvidence,
  rewriteAnswer,
  withEmbedder,
  writeAnswer,
} from './activities.js';
import type { Clock } from './clock.js';
import { addUsage, addWarnings, type SearchState, subQueriesOf } from './search-state.js';
import { within } from './within.js';

/** What writing and checking an answer needs to know. */
export interface Answering {
  readonly input: Pick<SearchInput, 'runId' | 'createdAt'> & {
    readonly request: Pick<SearchInput['request'], 'prompt_strategy'>;
  };
  readonly state: SearchState;
  readonly clock: Clock;
}

export interface Composing extends Answering {
  readonly input: SearchInput;
  readonly budget: SearchBudget;
}

/** Ranks what was found, by meaning when there is an embedder and time, else by keywords. */
export async function rank({ input, budget, state, clock }: Composing): Promise<RankedEvidence> {
  const { runId } = input;
  const merged = state.merged ?? (await mergeFound({ runId, found: state.found }));
  const ranking = (useEmbedder: boolean) => ({
    ...rankingOf({ input, budget, state }),
    runId,
    merged,
    read: state.read,
    useEmbedder,
  });
  if (state.models.embedding !== null) {
    const ranked = await tryWithin(clock.msUntil(0.88), () =>
      withEmbedder.rankEvidence(ranking(true)),
    );
    if (ranked !== undefined) return ranked;
    addWarnings(state, [
      {
        code: 'ranked-by-keywords',
        message: 'Embeddings failed or took too long, so sources were ranked by keywords.',
        subject: state.models.embedding,
      },
    ]);
  }
  return rankEvidence(ranking(false));
}

/** What the request and the plan say about which sources come first. */
export function rankingOf({ input, budget, state }: Omit<Composing, 'clock'>): Ranking {
  const { request } = input;
  return {
    query: request.query,
    subQueries: subQueriesOf(state),
    language: state.plan?.language ?? 'en',
    maxSources: budget.maxSources,
    diversity: request.enable_diversity,
    recency: request.enable_recency,
    queryAware: request.enable_query_aware,
  };
}

/** Writes with the model while there is time, else takes the best sentences of the sources. */
export async function write(
  { input, state, clock }: Answering,
  packKey: string,
): Promise<WrittenAnswer> {
  const { runId, request, createdAt } = input;
  const model = state.models.chat;
  if (model !== null) {
    const written = await tryWithin(clock.msUntil(0.95), () =>
      writeAnswer({
        runId,
        packKey,
        model,
        strategy: request.prompt_strategy,
        todayIso: createdAt,
      }),
    );
    if (written !== undefined) return written;
    addWarnings(state, [
      {
        code: 'extractive-answer',
        message:
          'The model failed or took too long, so the answer is made of sentences of the sources.',
        subject: model,
      },
    ]);
  }
  return extractAnswer({ runId, packKey });
}

interface Written {
  readonly packKey: string;
  readonly written: WrittenAnswer;
  readonly sources: number;
}

/** The checked answer of the model; where nothing of it holds although there are sources, one made of their sentences. */
export async function checkOrExtract(
  composing: Answering,
  { packKey, written, sources }: Written,
): Promise<CheckedAnswer> {
  const { input, state } = composing;
  const checked = await check(composing, packKey, written);
  const holds = checked.failed < checked.claims;
  if (holds || sources === 0 || written.modelUsed === EXTRACTIVE) return checked;

  const extract = await extractAnswer({ runId: input.runId, packKey });
  const rechecked = await checkOnce(composing, packKey, extract.answerKey);
  if (rechecked.claims === 0) return checked;
  const message =
    'Nothing of what the model wrote could be checked, so the answer is made of sentences of the sources.';
  addWarnings(state, [{ code: 'extractive-answer', message, subject: written.modelUsed }]);
  state.modelUsed = extract.modelUsed;
  return rechecked;
}

/** Checks every claim; has the model rewrite once what the evidence does not support, and checks that too. */
async function check(
  composing: Answering,
  packKey: string,
  written: WrittenAnswer,
): Promise<CheckedAnswer> {
  const { input, state, clock } = composing;
  const { runId } = input;
  const first = await checkOnce(composing, packKey, written.answerKey);
  const model = state.models.chat;
  if (first.failed === 0 || model === null || written.modelUsed === EXTRACTIVE) return first;

  const rewritten = await tryWithin(clock.msUntil(0.95), () =>
    rewriteAnswer({ runId, packKey, checkKey: first.checkKey, model }),
  );
  if (rewritten === undefined) return first;
  addUsage(state, rewritten.usage);
  const second = await checkOnce(composing, packKey, rewritten.answerKey);
  return second.failed < first.failed && second.claims > 0 ? second : first;
}

async function checkOnce(
  { input, state, clock }: Answering,
  packKey: string,
  answerKey: string,
): Promise<CheckedAnswer> {
  const { runId } = input;
  const checking = (useEmbedder: boolean) => ({ runId, packKey, answerKey, useEmbedder });
  if (state.models.embedding !== null) {
    const checked = await tryWithin(clock.msUntil(1), () =>
      withEmbedder.checkAnswer(checking(true)),
    );
    if (checked !== undefined) return checked;
  }
  return checkAnswer(checking(false));
}

/** What a step gives in time; undefined when it failed or the time was up. Cancelling the run is neither. */
async function tryWithin<T>(ms: number, step: () => Promise<T>): Promise<T | undefined> {
  if (ms < MIN_STEP_MS) return undefined;
  try {
    const result = await within(ms, step);
    return result.done ? result.value : undefined;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return undefined;
  }
}

/** A step that has less time than this is not begun. */
const MIN_STEP_MS = 100;
