import { Health } from '../../contracts/health.js';
import type { SearchRequest } from '../../contracts/search.js';
import { type EventStream, openEventStream } from './event-stream.js';

const HEALTH_LIMIT_MS = 2_000;

interface FollowOptions {
  readonly api: string;
  readonly apiKey?: string | undefined;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** Starts a search and streams its events. The same key again joins the run that it started. */
export async function startSearch({
  api,
  apiKey,
  request,
  key,
  ...options
}: FollowOptions & {
  readonly request: SearchRequest;
  readonly key: string;
}): Promise<EventStream> {
  return openEventStream({
    ...options,
    url: urlOf(api, 'search'),
    init: {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'idempotency-key': key,
        ...keyHeader(apiKey),
      },
      body: JSON.stringify({ ...request, stream: true }),
    },
  });
}

/** Streams a run's events from the one after `after` on. */
export async function resumeEvents({
  api,
  apiKey,
  session,
  after,
  ...options
}: FollowOptions & { readonly session: string; readonly after: number }): Promise<EventStream> {
  return openEventStream({
    ...options,
    url: urlOf(api, `sessions/${session}/events`),
    init: {
      headers: {
        accept: 'text/event-stream',
        'last-event-id': String(after),
        ...keyHeader(apiKey),
      },
    },
  });
}

/** Asks for a run to be cancelled; true when the API took it or the run had ended. */
export async function cancelRun(
  { api, apiKey, signal }: Omit<FollowOptions, 'silenceMs'>,
  session: string,
): Promise<boolean> {
  try {
    const url = urlOf(api, `sessions/${session}/cancel`);
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: keyHeader(apiKey),
      signal,
    });
    return ok || status === 409;
  } catch {
    return false;
  }
}

/** The header that sends a key, where there is one. */
export function keyHeader(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

/** True when an instance of this product answers there. */
export async function answers(api: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(HEALTH_LIMIT_MS);
    const response = await fetch(urlOf(api, 'health'), { signal });
    return Health.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}

/** The address of an instance may have a path of its own, as behind a proxy. */
export function urlOf(api: string, path: string): URL {
  return new URL(`api/v1/${path}`, api.endsWith('/') ? api : `${api}/`);
}
