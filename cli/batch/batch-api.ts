import { Batch } from '../../contracts/batches.js';
import { AskError } from '../ask/ask-error.js';
import { type EventStream, openEventStream } from '../ask/event-stream.js';
import type { Instance } from '../ask/open-instance.js';
import { refusalOf } from '../ask/refusal-of.js';
import { type Connection, keyHeader, urlOf } from '../ask/run-api.js';
import type { BatchFile } from './batch-file.js';

/** A batch that is to be started. */
export interface BatchOrder {
  readonly file: BatchFile;
  /** Options of the batch and of questions that do not say otherwise. */
  readonly options: Readonly<Record<string, string>>;
}

type Reach = Omit<Connection, 'silenceMs'>;

/** Starts a batch and gives its id. The same key again gives the batch that it started. */
export async function startBatch(
  { api, apiKey, signal }: Reach,
  { file, options }: BatchOrder,
  key: string,
): Promise<string> {
  const url = urlOf(api, 'batches');
  url.search = new URLSearchParams(options).toString();
  const response = await reach(url, {
    method: 'POST',
    headers: { 'content-type': file.type, 'idempotency-key': key, ...keyHeader(apiKey) },
    body: file.body,
    signal,
  });
  if (!response.ok) throw await refusalOf(response);
  return Batch.pick({ id: true }).parse(await response.json()).id;
}

/** Streams what has changed in a batch after a position. */
export function batchEvents(
  { api, apiKey, silenceMs, signal }: Connection,
  id: string,
  after: number,
): Promise<EventStream> {
  return openEventStream({
    url: urlOf(api, `batches/${id}/events`),
    init: {
      headers: {
        accept: 'text/event-stream',
        'last-event-id': String(after),
        ...keyHeader(apiKey),
      },
    },
    silenceMs,
    signal,
  });
}

/** Asks for a batch to be cancelled; true when the API took it or the batch had ended. */
export async function cancelBatch({ api, apiKey, signal }: Reach, id: string): Promise<boolean> {
  const url = urlOf(api, `batches/${id}/cancel`);
  const init = { method: 'POST', headers: keyHeader(apiKey), signal };
  const response = await fetch(url, init).catch(() => undefined);
  return response?.ok === true || response?.status === 409;
}

/** The results of a batch as they stand now, a line of JSON for each item. */
export async function* batchResults(instance: Instance, id: string): AsyncGenerator<string> {
  const url = urlOf(await instance.url(), `batches/${id}/results`);
  const response = await reach(url, { headers: keyHeader(instance.apiKey) });
  if (!response.ok) throw await refusalOf(response);
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) yield decoder.decode(bytes, { stream: true });
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new AskError('The connection to the API was lost.', { lost: true, cause });
  }
}
