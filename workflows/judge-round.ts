import { isCancellation } from '@temporalio/workflow';
import type { ExecutionStep, ResearchStep } from '../contracts/research.js';
import type { JudgeInput, Judgement, StepVerdict } from '../contracts/research-steps.js';
import { hasTokensToGather } from '../domain/research/spending.js';
import { about } from './about.js';
import { judgeByRules, judgeStep, weighVerdicts } from './activities.js';
import { GATHER_SHARE } from './clock.js';
import { type Researching, spendingOf } from './research-state.js';
import { addUsage } from './search-state.js';
import { underControl } from './under-control.js';
import { warn } from './warn.js';

/** Judging by a model gets this share of the time that is left for gathering. */
const JUDGING = 0.3;
/** Most steps that a model is asked about in a round. */
const MOST_STEPS = 6;

export interface JudgedRound extends Judgement {
  readonly judgedBy: ExecutionStep['judged_by'];
}

/** The verdict on a round: by rules, and with a model by both, step by step. A step that the model failed at stays with the rules. */
export async function judgeRound(
  researching: Researching,
  round: JudgeInput,
): Promise<JudgedRound> {
  const { state } = researching;
  const byRules = await measure(researching, round);
  if (state.models.chat === null) return { ...byRules, judgedBy: 'rules' };

  const { packKey } = byRules;
  const byModel = await askModel(researching, { packKey, model: state.models.chat });
  const weighed = await weigh(researching, { byRules, byModel, limit: round.limit });
  settle(researching, byModel);
  return weighed;
}

/** The verdict on a round that was cut short: by rules, which take no time, beside what the model had settled before. */
export async function judgeCutRound(
  researching: Researching,
  round: JudgeInput,
): Promise<JudgedRound> {
  const byRules = await measure(researching, round);
  const byModel = [...researching.state.settled.values()];
  if (byModel.length === 0) return { ...byRules, judgedBy: 'rules' };
  return weigh(researching, { byRules, byModel, limit: round.limit });
}

async function measure({ state }: Researching, round: JudgeInput): Promise<Judgement> {
  const byRules = await judgeByRules(round);
  state.chunks = byRules.chunks ?? state.chunks;
  state.judged = byRules.steps;
  state.packKey = byRules.packKey;
  return byRules;
}

interface Weighing {
  readonly byRules: Judgement;
  readonly byModel: readonly StepVerdict[];
  readonly limit: number;
}

async function weigh(
  { state }: Researching,
  { byRules, byModel, limit }: Weighing,
): Promise<JudgedRound> {
  const { asked } = state;
  const { next, steps: measured } = byRules;
  const verdicts = { steps: state.plan?.steps ?? [], byRules: measured, byModel };
  const weighed = await weighVerdicts({ ...verdicts, asked, next, limit });
  state.judged = weighed.steps;
  return { ...byRules, ...weighed, judgedBy: byModel.length > 0 ? 'model' : 'rules' };
}

interface Asking {
  readonly packKey: string;
  readonly model: string;
}

/** Asks for a verdict on each step whose turn has come and that no verdict has settled, one after the other. */
async function askModel(researching: Researching, asking: Asking): Promise<StepVerdict[]> {
  const { state, clock } = researching;
  const open = (state.plan?.steps ?? []).filter(
    ({ step_number }) =>
      !state.settled.has(step_number) && state.asked.some(({ step }) => step === step_number),
  );
  const verdicts = [...state.settled.values()];
  const now = clock.usedShare();
  const end = now + JUDGING * Math.max(0, GATHER_SHARE - now);
  const made = await underControl(researching, end, async () => {
    for (const step of open.slice(0, MOST_STEPS)) {
      const judged = await askAbout(researching, step, asking);
      if (judged === undefined) return;
      if (judged !== null) verdicts.push(judged);
    }
  });
  if (!made.done) judgedByRules(researching, asking, 'took too long');
  return verdicts;
}

/** The verdict on one step; null where the model has none, undefined when it is not to be asked further in this round. */
async function askAbout(
  researching: Researching,
  step: ResearchStep,
  asking: Asking,
): Promise<StepVerdict | null | undefined> {
  const { input, state, controls } = researching;
  if (!hasTokensToGather(controls.limits, spendingOf(state))) return undefined;
  await controls.ready();
  const { runId } = input;
  try {
    const { verdict, usage } = await about(judgeStep, step.description, {
      runId,
      question: state.question,
      step,
      ...asking,
    });
    addUsage(state, usage);
    return verdict;
  } catch (error) {
    if (isCancellation(error)) throw error;
    judgedByRules(researching, asking, 'failed');
    return undefined;
  }
}

/** What the model and the rules both call covered is not asked about again. */
function settle({ state }: Researching, byModel: readonly StepVerdict[]): void {
  for (const verdict of byModel) {
    const judged = state.judged.find(({ step_number }) => step_number === verdict.step_number);
    if (judged?.state === 'covered') state.settled.set(verdict.step_number, verdict);
  }
}

function judgedByRules(researching: Researching, { model }: Asking, reason: string): void {
  warn(researching, {
    code: 'judged-by-rules',
    message: `The model ${reason} while judging what was found, so rules judged what was left.`,
    subject: model,
  });
}
