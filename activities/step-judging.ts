import { cancellationSignal } from '@temporalio/activity';
import { NO_USAGE } from '../contracts/no-usage.js';
import { StepVerdictReply } from '../contracts/research-replies.js';
import type {
  Judgement,
  JudgeStepInput,
  StepJudgement,
  WeighInput,
} from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredPack } from '../contracts/stored-shapes.js';
import { fitPack } from '../domain/answers/fit-pack.js';
import { mergeQueries, mergeVerdicts } from '../domain/research/merge-verdicts.js';
import { sectionPack } from '../domain/research/section-pack.js';
import { verdictFromModel } from '../domain/research/verdict-from-model.js';
import { verdictPrompt } from '../domain/research/verdict-prompt.js';
import { namedModel } from './named-model.js';
import { getJson } from './stored-json.js';

/** A verdict is four short fields; a model that writes more is in a loop. */
const VERDICT_TOKENS = 200;
/** Room for the instructions around the evidence. */
const PROMPT_TOKENS = 500;
/** Most evidence for one verdict: a step has many, and a slow machine reads some 100 tokens a second. */
const EVIDENCE_TOKENS = 1_200;

/** Judging the steps of a research by a model. */
export function createStepJudgingActivities({ chat, objects }: Pick<Services, 'chat' | 'objects'>) {
  return {
    /** What a model says of one step under a grammar, from the best of its evidence. */
    async judgeStep(input: JudgeStepInput): Promise<StepJudgement> {
      const { runId, step, question } = input;
      const signal = cancellationSignal();
      const whole = sectionPack(
        await getJson(objects, input.packKey, StoredPack),
        step.search_query,
      );
      if (whole.sources.every(({ passages }) => passages.length === 0))
        return { verdict: null, usage: NO_USAGE };

      const judge = await namedModel(chat, input.model, signal);
      const room = (await judge.contextTokens(signal)) - VERDICT_TOKENS - PROMPT_TOKENS;
      const { pack } = fitPack(whole, Math.min(EVIDENCE_TOKENS, room));
      const messages = verdictPrompt({ pack, step, question });
      const request = { messages, maxTokens: VERDICT_TOKENS, temperature: 0, runId };
      const { value, usage } = await judge.ask(request, StepVerdictReply, signal);
      const verdict =
        value === undefined ? null : verdictFromModel(value, { step, question, pack });
      return { verdict, usage };
    },

    /** What is covered, and what to ask next, by the rules and the model together. */
    async weighVerdicts(input: WeighInput): Promise<Pick<Judgement, 'steps' | 'next'>> {
      const judged = mergeVerdicts(input);
      return { steps: judged, next: mergeQueries({ ...input, judged }) };
    },
  };
}
