import { z } from 'zod';

const Started = z.object({ session_id: z.string() });

/** Starts a research run and lets go of its stream. */
export async function startResearch(api: string, body: unknown): Promise<string> {
  const leaving = new AbortController();
  const response = await fetch(new URL('/api/v1/research', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal: leaving.signal,
  });
  const id = response.headers.get('session-id');
  if (!response.ok)
    throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  leaving.abort();
  return Started.parse({ session_id: id }).session_id;
}
