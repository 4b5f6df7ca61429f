import { z } from 'zod';

const Reply = z.object({
  session_id: z.string(),
  answer: z.string().min(1),
  sources: z.array(z.unknown()).min(1),
});

export interface MeasuredSearch {
  readonly session: string;
  readonly milliseconds: number;
}

/** One search through the API, from the request to the whole answer. An answer without sources is an error. */
export async function searchOnce(
  api: string,
  mode: 'speed' | 'balanced',
  query: string,
): Promise<MeasuredSearch> {
  const startedAt = performance.now();
  const response = await fetch(new URL('/api/v1/search', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, mode }),
  });
  const body = await response.text();
  const milliseconds = performance.now() - startedAt;
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${body.slice(0, 500)}`);
  return { session: Reply.parse(JSON.parse(body)).session_id, milliseconds };
}

const SUBJECTS = ['river delta', 'steam engine', 'copper mine', 'glass bridge', 'winter garden'];

/** A question that was not asked before in this process. */
export function nextQuestion(): string {
  asked += 1;
  const subject = SUBJECTS[asked % SUBJECTS.length] ?? '';
  return `What is known about the ${subject} of Alder ${process.pid} ${asked}?`;
}

let asked = 0;
