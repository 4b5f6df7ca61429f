import { z } from 'zod';
import type { Found } from './search-box.js';

const Reply = z.object({
  findings: z.string(),
  citations: z.array(z.object({ url: z.string(), excerpt: z.string() })),
});

/** What a research run of the running product cites, in order. */
export async function researchApi(api: string, query: string, rounds: number): Promise<Found> {
  const response = await fetch(new URL('/api/v1/research', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, max_iterations: rounds }),
  });
  if (!response.ok) throw new Error(`${response.status} for "${query}": ${await response.text()}`);
  const { findings, citations } = Reply.parse(await response.json());
  return {
    urls: citations.map(({ url }) => url),
    text: [findings, ...citations.map(({ excerpt }) => excerpt)].join('\n'),
  };
}
