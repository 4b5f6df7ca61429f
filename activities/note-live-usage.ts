import { z } from 'zod';
import { LiveSearchFigures } from '../contracts/live-search.js';
import type { Services } from '../contracts/services.js';

const Asked = z.object({ keyId: z.string().nullable() });
const Kept = z.object({ live: LiveSearchFigures.pick({ detailed_token_usage: true }) });

/** Counts what a live search has used towards the key that asked for it; of another run, nothing. */
export async function noteLiveUsage(
  { runs, usage }: Pick<Services, 'runs' | 'usage'>,
  runId: string,
): Promise<void> {
  const run = await runs.find(runId);
  if (run?.kind !== 'live-search') return;
  const asked = Asked.safeParse(run.request);
  const kept = Kept.safeParse(run.result);
  if (!asked.success || !kept.success) return;
  for (const { model_id, ...tokens } of kept.data.live.detailed_token_usage) {
    if (tokens.total_tokens === 0) continue;
    usage.note({
      owner: run.owner,
      keyId: asked.data.keyId,
      model: model_id,
      promptTokens: tokens.prompt_tokens,
      completionTokens: tokens.completion_tokens,
    });
  }
}
