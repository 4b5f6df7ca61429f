import { Agent, request as ask, type Dispatcher } from 'undici';
import { ServiceError } from '../../contracts/failures.js';
import { readRefusal, refusalFailure } from './openai-refusal.js';

/** A model may be silent for longer than any limit of a connection; silence is watched elsewhere. */
const PATIENT = new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 });

export interface OpenAiEndpoint {
  /** Usually ends in /v1. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
}

export interface OpenAiRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** Further parameters without which it still means the same. */
  readonly optional?: readonly string[] | undefined;
}

/** Parameters without which a request still means the same; a server that refuses one is asked again without it. */
const OPTIONAL = [
  ...['stream_options', 'parallel_tool_calls', 'logit_bias', 'logprobs', 'top_logprobs', 'seed'],
  ...['frequency_penalty', 'presence_penalty', 'user', 'reasoning_effort', 'top_p', 'temperature'],
];
const MOST_TRIES = 5;

/**
 * Posts to a server of the OpenAI protocol and gives its reply once it has begun. What a server refuses for a parameter
 * that it does not know is sent again without that.
 */
export async function postOpenAi(
  endpoint: OpenAiEndpoint,
  request: OpenAiRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData['body']> {
  let sent = request.body;
  for (let tries = 1; ; tries++) {
    const reply = await send(endpoint, { ...request, body: sent }, signal);
    if (reply.statusCode < 400) return reply.body;
    const refusal = await readRefusal(reply);
    const simpler =
      tries === MOST_TRIES ? undefined : withoutRefused(sent, refusal, request.optional);
    if (simpler === undefined) throw refusalFailure(endpoint.baseUrl, refusal);
    sent = simpler;
  }
}

async function send(
  { baseUrl, apiKey }: OpenAiEndpoint,
  { path, headers, body }: OpenAiRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    return await ask(`${baseUrl.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...headers,
      },
      body: JSON.stringify(body),
      signal,
      dispatcher: PATIENT,
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new ServiceError('unavailable', `the model server ${baseUrl} cannot be reached`, {
      cause,
    });
  }
}

function withoutRefused(
  body: Readonly<Record<string, unknown>>,
  { status, param, message }: Awaited<ReturnType<typeof readRefusal>>,
  more: readonly string[] = [],
): Readonly<Record<string, unknown>> | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if ('max_tokens' in body && /max_completion_tokens/.test(message)) {
    const { max_tokens, ...rest } = body;
    return { ...rest, max_completion_tokens: max_tokens };
  }
  const words = `${param ?? ''} ${message}`;
  const refused = [...OPTIONAL, ...more].find((name) => name in body && words.includes(name));
  // Servers that give one choice only say so in words of many kinds; the other choices are asked for one by one.
  const left = refused ?? (typeof body['n'] === 'number' && body['n'] > 1 ? 'n' : undefined);
  if (left === undefined) return undefined;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== left));
}
