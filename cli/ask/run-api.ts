import type { z } from 'zod';
import { Health } from '../../contracts/health.js';
import type { ResearchRequest } from '../../contracts/research.js';
import type { PlanDecision } from '../../contracts/research-controls.js';
import type { SearchRequest } from '../../contracts/search.js';
import { type EventStream, openEventStream } from './event-stream.js';
import { refusalOf } from './refusal-of.js';

const HEALTH_LIMIT_MS = 2_000;

/** What is asked for. */
export type RunOrder =
  | { readonly kind: 'search'; readonly request: SearchRequest }
  | { readonly kind: 'research'; readonly request: ResearchRequest };

/** Where an instance answers, and how long it may be silent. */
export interface Connection {
  readonly api: string;
  readonly apiKey?: string | undefined;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** Starts a run and streams its events. The same key again joins the run that it started. */
export async function startRun({
  api,
  apiKey,
  order: { kind, request },
  key,
  ...options
}: Connection & {
  readonly order: RunOrder;
  readonly key: string;
}): Promise<EventStream> {
  return openEventStream({
    ...options,
    url: urlOf(api, kind),
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
}: Connection & { readonly session: string; readonly after: number }): Promise<EventStream> {
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
  { api, apiKey, signal }: Omit<Connection, 'silenceMs'>,
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

/** Decides about a plan that waits; AskError with the API's words when it refuses. */
export async function decideRun(
  { api, apiKey, signal }: Omit<Connection, 'silenceMs'>,
  session: string,
  decision: z.input<typeof PlanDecision>,
): Promise<void> {
  const response = await fetch(urlOf(api, `sessions/${session}/plan`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...keyHeader(apiKey) },
    body: JSON.stringify(decision),
    signal,
  });
  if (!response.ok) throw await refusalOf(response);
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
