import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export interface LoggedEvent {
  readonly id: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly url: string;
  /** What was searched for. */
  readonly query: string;
  readonly iteration: number;
  readonly status: string;
}

const Data = z.object({
  at: z.iso.datetime().optional(),
  url: z.string().default(''),
  query: z.string().default(''),
  iteration: z.int().default(0),
  status: z.string().default(''),
});
const TRIES = 60;

/** All events of a run, from its first to its end, as a client follows them that comes back after each loss. */
export async function readEvents(api: string, id: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    await follow(api, id, events).catch(() => undefined);
    if (events.at(-1)?.type === 'run-end') return events;
    await sleep(500);
  }
  return events;
}

async function follow(api: string, id: string, events: LoggedEvent[]): Promise<void> {
  const response = await fetch(new URL(`/api/v1/sessions/${id}/events`, api), {
    headers: { 'last-event-id': String(events.at(-1)?.id ?? 0) },
  });
  if (!response.ok || response.body === null) return;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.flatMap(eventOf));
  }
}

function eventOf(block: string): LoggedEvent[] {
  const id = /^id: (\d+)$/m.exec(block)?.[1];
  const type = /^event: (.+)$/m.exec(block)?.[1];
  const data = /^data: (.+)$/m.exec(block)?.[1];
  if (id === undefined || type === undefined || data === undefined) return [];
  const { at, ...rest } = Data.parse(JSON.parse(data));
  return [{ id: Number(id), type, at: at === undefined ? Number.NaN : Date.parse(at), ...rest }];
}
