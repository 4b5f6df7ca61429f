import { z } from 'zod';
import { LiveSearchFigures } from '../contracts/live-search.js';
import type { Services } from '../contracts/services.js';
import { Usage } from '../contracts/usage.js';

const Live = z.object({ live: LiveSearchFigures.pick({ detailed_token_usage: true }) });
const Used = z.object({ model_used: z.string(), usage: Usage });

interface TokensOfModel {
  readonly model: string;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

/** Counts what a run has used of models towards the key that asked for it, as far as its result tells it. */
export async function noteRunUsage(
  { runs, usage }: Pick<Services, 'runs' | 'usage'>,
  runId: string,
): Promise<void> {
  const run = await runs.find(runId);
  if (run === undefined) return;
  const { owner, keyId } = run;
  for (const { model, prompt_tokens, completion_tokens } of tokensOf(run.result))
    usage.note({
      owner,
      keyId,
      model,
      promptTokens: prompt_tokens,
      completionTokens: completion_tokens,
    });
}

/** A live search tells its models apart; any other run has one. */
function tokensOf(result: unknown): readonly TokensOfModel[] {
  const live = Live.safeParse(result);
  if (live.success)
    return live.data.live.detailed_token_usage
      .filter(({ total_tokens }) => total_tokens > 0)
      .map(({ model_id: model, ...tokens }) => ({ model, ...tokens }));
  const used = Used.safeParse(result);
  if (!used.success || !calledModels(used.data)) return [];
  return [{ model: used.data.model_used, ...used.data.usage }];
}

/** Whether a result tells of calls of a model; most runs without one have nothing to count. */
export function calledModels(result: object): boolean {
  const { success, data } = Used.pick({ usage: true }).safeParse(result);
  return success && data.usage.model_calls > 0;
}
