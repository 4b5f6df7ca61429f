import { randomUUID } from 'node:crypto';
import type { NewRunEvent, RunEvent } from '../../../contracts/run-events.js';
import type { NewRun } from '../../../contracts/runs.js';

/** A run as the API would create it, with what the test says otherwise. */
export function newRun(changes: Partial<NewRun> = {}): NewRun {
  const id = randomUUID();
  return {
    id,
    kind: 'search',
    owner: `owner-${id}`,
    query: 'why is the sky blue',
    mode: 'speed',
    request: { query: 'why is the sky blue' },
    workflowId: `search-${id}`,
    ...changes,
  };
}

/** Events with the keys given, in that order. */
export function deltas(...keys: readonly string[]): NewRunEvent[] {
  return keys.map((key) => ({ key, type: 'answer-delta', data: { text: key } }));
}

/** Collects what a follower sees until it ends. */
export async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const seen: RunEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
