import type { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { failureOf, isChallenge } from './failure-of.js';
import { readText } from './read-text.js';
import { startTimeLimit } from './time-limit.js';

export interface HttpCall {
  /** What the service is called in messages. */
  readonly service: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON by POST; without one the call is a GET. */
  readonly body?: unknown;
  /** For the whole call, reply included; 10 seconds unless told. */
  readonly timeoutMs?: number | undefined;
  /** Most bytes of a reply, counted after decompression; 5 MB unless told. */
  readonly maxBytes?: number | undefined;
  /** By status: what to do about it, in a sentence that is added to the message. */
  readonly advice?: Readonly<Record<number, string>> | undefined;
  /** In place of Node's own, which waits 300 s for a reply at most. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Makes one call, never a second one, and gives the reply's text. Throws ServiceError by status, 'stalled' past the
 * time limit, 'too-large', and 'unavailable' when nothing can be reached; a cancelled call throws its signal's reason.
 */
export async function callText(call: HttpCall, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const timeoutMs = call.timeoutMs ?? 10_000;
  const limit = startTimeLimit(timeoutMs, signal);
  try {
    return await exchange(call, limit.signal);
  } catch (cause) {
    signal.throwIfAborted(); // a cancelled call is not a failed service
    if (cause instanceof ServiceError) throw cause;
    throw limit.signal.aborted ? stalled(call, timeoutMs) : unreachable(call, cause);
  } finally {
    limit.clear();
  }
}

/** Like `callText`, for a reply of the given shape; anything else is 'bad-reply', a captcha page 'blocked'. */
export async function callJson<T>(
  call: HttpCall,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  const text = await callText(call, signal);
  const reply = shape.safeParse(parseJson(call.service, text));
  if (reply.success) return reply.data;
  const [issue] = reply.error.issues;
  const where = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new ServiceError('bad-reply', `${call.service} answered in an unknown shape${where}`);
}

async function exchange(call: HttpCall, signal: AbortSignal): Promise<string> {
  const send = call.fetch ?? fetch;
  const response = await send(withoutCredentials(call.url), { ...requestOf(call), signal });
  const body = readText(call.service, response, call.maxBytes ?? 5_000_000);
  if (response.ok) return body;
  throw failureOf({
    service: call.service,
    response,
    body: await body.catch(() => ''), // the status says enough
    advice: call.advice?.[response.status],
  });
}

function requestOf({ url, headers, body }: HttpCall): RequestInit {
  const all: Record<string, string> = { accept: 'application/json, */*;q=0.5', ...headers };
  if (url.username !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    all['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  if (body === undefined) return { headers: all };
  all['content-type'] = 'application/json';
  // What is posted carries a key, which is for this address alone.
  return { method: 'POST', headers: all, body: JSON.stringify(body), redirect: 'manual' };
}

/** `fetch` refuses addresses that name a user. */
function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

function parseJson(service: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (isChallenge(text)) {
      throw new ServiceError('blocked', `${service} answered with a captcha`, { cause });
    }
    const what = text.trimStart().startsWith('<') ? 'a web page' : 'something else';
    throw new ServiceError('bad-reply', `${service} answered with ${what} instead of JSON`, {
      cause,
    });
  }
}

function stalled({ service }: HttpCall, timeoutMs: number): ServiceError {
  return new ServiceError('stalled', `${service} did not answer within ${timeoutMs / 1_000} s`);
}

function unreachable({ service, url }: HttpCall, cause: unknown): ServiceError {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : undefined;
  const why = reason === undefined ? '' : ` (${reason.message || reason.name})`;
  return new ServiceError('unavailable', `${service} cannot be reached at ${url.origin}${why}`, {
    cause,
  });
}
