import type { LiveSearchFigures } from '../../contracts/live-search.js';
import type { LiveProgress } from '../../contracts/research-steps.js';
import type { Usage } from '../../contracts/usage.js';

type Tokens = Pick<Usage, 'prompt_tokens' | 'completion_tokens' | 'total_tokens'>;

/** The tokens of a run by model: the one that planned and judged, and the one that wrote; a single one once. */
export function tokensByModel(
  { request, gatheringUsage }: Pick<LiveProgress, 'request' | 'gatheringUsage'>,
  all: Usage,
): LiveSearchFigures['detailed_token_usage'] {
  const { reasoningModelName: reasoning, synthesisModelName: synthesis } = request;
  if (reasoning === synthesis) return [entry(reasoning, all)];
  const written = {
    prompt_tokens: all.prompt_tokens - gatheringUsage.prompt_tokens,
    completion_tokens: all.completion_tokens - gatheringUsage.completion_tokens,
    total_tokens: all.total_tokens - gatheringUsage.total_tokens,
  };
  return [entry(reasoning, gatheringUsage), entry(synthesis, written)];
}

function entry(model: string, { prompt_tokens, completion_tokens, total_tokens }: Tokens) {
  return { model_id: model, model_name: model, prompt_tokens, completion_tokens, total_tokens };
}
