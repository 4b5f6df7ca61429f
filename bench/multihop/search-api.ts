import { z } from 'zod';
import type { Found } from './search-box.js';

const Reply = z.object({
  answer: z.string(),
  sources: z.array(z.object({ url: z.string(), snippet: z.string() })),
  citation_mapping: z.array(z.object({ quote: z.string() })).default([]),
});

/** What a search of the running product finds, in mode balanced. */
export async function searchApi(api: string, query: string): Promise<Found> {
  const response = await fetch(new URL('/api/v1/search', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, mode: 'balanced' }),
  });
  if (!response.ok) throw new Error(`${response.status} for "${query}": ${await response.text()}`);
  const { answer, sources, citation_mapping } = Reply.parse(await response.json());
  const quotes = citation_mapping.map(({ quote }) => quote);
  return {
    urls: sources.map(({ url }) => url),
    text: [answer, ...quotes, ...sources.map(({ snippet }) => snippet)].join('\n'),
  };
}
