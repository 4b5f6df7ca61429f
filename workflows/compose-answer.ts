import { EXTRACTIVE } from '../contracts/extractive.js';
import type { CheckedAnswer, RankedEvidence, WrittenAnswer } from '../contracts/search-steps.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import { about } from './about.js';
import { extractAnswer, writeAnswer } from './activities.js';
import { type Checking, checkOnce, checkWritten } from './check-written.js';
import type { Clock } from './clock.js';
import type { Tell } from './events.js';
import { addUsage, addWarnings, type SearchState } from './search-state.js';
import { tryWithin } from './try-within.js';

/** What writing and checking an answer needs to know. */
export interface Answering {
  readonly input: Pick<SearchInput, 'runId' | 'createdAt'> & {
    readonly request: Pick<SearchInput['request'], 'prompt_strategy'>;
  };
  readonly state: SearchState;
  readonly clock: Clock;
}

/** Writes an answer from the evidence and checks it; what comes of it is in the state. */
export async function composeAnswer(
  answering: Answering,
  { packKey, sources }: Pick<RankedEvidence, 'packKey' | 'sources'>,
  tell: Tell,
): Promise<void> {
  const { state } = answering;
  tell('stage-start', { stage: 'write' });
  const written = await write(answering, packKey);
  state.modelUsed = written.modelUsed;
  addUsage(state, written.usage);
  addWarnings(state, written.warnings);

  tell('stage-start', { stage: 'check' });
  const checked = await checkOrExtract(answering, { packKey, written, sources });
  state.checkKey = checked.checkKey;
  addWarnings(state, checked.warnings);
}

/** Writes with the model while there is time, else takes the best sentences of the sources. */
async function write({ input, state, clock }: Answering, packKey: string): Promise<WrittenAnswer> {
  const { runId, request, createdAt } = input;
  const model = state.models.chat;
  if (model !== null) {
    const written = await tryWithin(clock.msUntil(0.95), () =>
      about(writeAnswer, model, {
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

function checkingOf({ input, state, clock }: Answering): Checking {
  return {
    runId: input.runId,
    state,
    attempt: (share, step) => tryWithin(clock.msUntil(share), step),
  };
}

interface Written {
  readonly packKey: string;
  readonly written: WrittenAnswer;
  readonly sources: number;
}

/** The checked answer of the model; where nothing of it holds although there are sources, one made of their sentences. */
async function checkOrExtract(
  composing: Answering,
  { packKey, written, sources }: Written,
): Promise<CheckedAnswer> {
  const { input, state } = composing;
  const checking = checkingOf(composing);
  const checked = await checkWritten(checking, { packKey, written });
  const holds = checked.failed < checked.claims;
  if (holds || sources === 0 || written.modelUsed === EXTRACTIVE) return checked;

  const extract = await extractAnswer({ runId: input.runId, packKey });
  const rechecked = await checkOnce(checking, packKey, extract.answerKey);
  if (rechecked.claims === 0) return checked;
  const message =
    'Nothing of what the model wrote could be checked, so the answer is made of sentences of the sources.';
  addWarnings(state, [{ code: 'extractive-answer', message, subject: written.modelUsed }]);
  state.modelUsed = extract.modelUsed;
  return rechecked;
}
