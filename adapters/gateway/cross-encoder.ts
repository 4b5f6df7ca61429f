import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { Reranker } from '../../contracts/reranking.js';
import { withinLimit } from '../models/within-limit.js';
import { type OpenAiEndpoint, postOpenAi } from './openai-wire.js';

interface CrossEncoderSettings extends OpenAiEndpoint {
  readonly model: string;
  /** Longest time for one request. */
  readonly limitMs: number;
}

/** A server that reranks at `/rerank` in the shape of Cohere and Jina: llama.cpp, vLLM, LocalAI, Infinity and others. */
export function createCrossEncoder(settings: CrossEncoderSettings): Reranker {
  const { baseUrl, model, limitMs } = settings;
  const onLimit = () =>
    new ServiceError('stalled', `${model} on ${baseUrl} said nothing for ${limitMs / 1_000} s`);

  return {
    model,
    judge: (query, documents, signal) =>
      withinLimit(
        async (limited) => {
          const body = { model, query, documents, top_n: documents.length };
          const reply = await postOpenAi(settings, { path: '/rerank', body }, limited);
          const parsed = Reply.safeParse(await reply.json().catch(() => undefined));
          if (!parsed.success) throw strange(baseUrl);
          const { results, usage } = parsed.data;
          return { scores: scoresOf(results, documents.length, baseUrl), usage: tokensOf(usage) };
        },
        { limitMs, onLimit },
        signal,
      ),
  };
}

const Reply = z.object({
  results: z.array(z.object({ index: z.int().min(0), relevance_score: z.number() })),
  usage: z.object({ total_tokens: z.int().min(0).default(0) }).nullish(),
});
type Reply = z.infer<typeof Reply>;

/** Each document must have been judged once. */
function scoresOf(results: Reply['results'], count: number, baseUrl: string): readonly number[] {
  const byIndex = new Map(results.map(({ index, relevance_score }) => [index, relevance_score]));
  return Array.from({ length: count }, (_, index) => {
    const score = byIndex.get(index);
    if (score === undefined) throw strange(baseUrl);
    return score;
  });
}

function tokensOf(usage: Reply['usage']) {
  if (usage === undefined || usage === null) return undefined;
  const { total_tokens } = usage;
  return { prompt_tokens: total_tokens, completion_tokens: 0, total_tokens };
}

function strange(baseUrl: string): ServiceError {
  return new ServiceError(
    'bad-reply',
    `${baseUrl} (RERANK_URL) does not answer /rerank as Cohere and Jina do`,
  );
}
