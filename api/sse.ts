import type { RunEvent } from '../contracts/run-events.js';

/** How long a client waits before it connects again, in milliseconds. */
const RETRY_MS = 1_000;

export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** The first bytes of a stream: they show at once that it is open. */
export const SSE_OPENING = `retry: ${RETRY_MS}\n\n`;

export const SSE_HEARTBEAT = ': heartbeat\n\n';

/** Followers of a run are given the same event, which is put into words for the first of them alone. */
const formatted = new WeakMap<RunEvent, string>();

/** One event of a run on the wire. JSON holds no raw line break, so no value can forge a field. */
export function formatEvent(event: RunEvent): string {
  const known = formatted.get(event);
  if (known !== undefined) return known;
  const { seq, type, data, at } = event;
  const text = `id: ${seq}\n${formatUnnumbered(type, { ...data, at })}`;
  formatted.set(event, text);
  return text;
}

/** An event that is no part of the log: a client that reconnects does not count it. */
export function formatUnnumbered(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
