import { z } from 'zod';
import type { EngineAnswer, EngineQuery, SearchHit } from '../../contracts/search-engines.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { publishedDate } from './published-date.js';

export interface PerplexitySettings {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
}

interface Question {
  readonly text: string;
  readonly timeRange?: EngineQuery['timeRange'];
  readonly maxTokens?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

const MODEL = 'sonar';

const ADVICE = {
  401: 'Check PERPLEXITY_API_KEY and the balance of its account.',
  403: 'Check PERPLEXITY_API_KEY.',
};

const Reply = z.object({
  model: z.string().default(MODEL),
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  /** Addresses alone; replies that carry `search_results` tell the same ones in the same order. */
  citations: z.array(z.string()).nullish(),
  search_results: z
    .array(
      z.object({
        url: z.string(),
        title: z.string().nullish(),
        snippet: z.string().nullish(),
        date: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .default({ prompt_tokens: 0, completion_tokens: 0 }),
});
type Reply = z.infer<typeof Reply>;

/** One question to Perplexity's chat completions, with what it found; `hits[n - 1]` is cited as [n]. */
export async function askPerplexity(
  { apiKey, baseUrl = 'https://api.perplexity.ai' }: PerplexitySettings,
  { text, timeRange, maxTokens, timeoutMs = 30_000 }: Question,
  signal: AbortSignal,
): Promise<EngineAnswer> {
  const reply = await callJson(
    {
      service: 'perplexity',
      url: endpoint(baseUrl, 'chat/completions'),
      headers: { authorization: `Bearer ${apiKey}` },
      body: {
        model: MODEL,
        messages: [{ role: 'user', content: text }],
        ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
        ...(timeRange === undefined ? {} : { search_recency_filter: timeRange }),
      },
      timeoutMs,
      advice: ADVICE,
    },
    Reply,
    signal,
  );
  return {
    text: reply.choices[0]?.message.content ?? '',
    model: reply.model,
    hits: hitsOf(reply),
    promptTokens: reply.usage.prompt_tokens,
    completionTokens: reply.usage.completion_tokens,
  };
}

function hitsOf({ search_results: results, citations }: Reply): SearchHit[] {
  const found =
    results != null && results.length > 0
      ? results
      : (citations ?? []).map((url) => ({ url, title: null, snippet: null, date: null }));
  return found.map(({ url, title, snippet, date }) => ({
    url,
    title: title || url,
    snippet: snippet ?? '',
    engine: 'perplexity',
    publishedAt: publishedDate(date),
  }));
}
