import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { AskError } from './ask-error.js';
import { refusalOf } from './refusal-of.js';

/** An event of a run as the API streams it; types that this command does not know are passed on too. */
export interface StreamedEvent {
  /** Undefined for what is no part of the run's log, such as the end of a deleted run. */
  readonly seq: number | undefined;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventStream {
  /** The run's id, when the API told it. */
  readonly session: string | undefined;
  /** Ends when the server ends it; throws a lost AskError when it breaks off or falls silent. */
  readonly events: AsyncGenerator<StreamedEvent>;
}

interface StreamRequest {
  readonly url: URL;
  readonly init: RequestInit;
  /** Without a byte for this long the connection counts as lost; the API sends a heartbeat every 15 s. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

const Data = z.record(z.string(), z.unknown());

/** Calls the API and reads its answer as server-sent events. A refusal is an AskError with the API's message. */
export async function openEventStream({
  url,
  init,
  silenceMs,
  signal,
}: StreamRequest): Promise<EventStream> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  const either = AbortSignal.any([signal, silence.signal]);
  try {
    const response = await fetch(url, { ...init, signal: either });
    if (!response.ok) throw await refusalOf(response);
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      throw new AskError(`What answers at ${url.origin} gives no stream of events.`);
    const session = response.headers.get('session-id') ?? undefined;
    return { session, events: read(response) };
  } catch (error) {
    clearTimeout(timer);
    throw translate(error);
  }

  async function* read(response: Response): AsyncGenerator<StreamedEvent> {
    try {
      for await (const event of parse(response)) yield event;
    } catch (error) {
      throw translate(error);
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  async function* parse({ body }: Response): AsyncGenerator<StreamedEvent> {
    const decoder = new TextDecoder();
    let waiting: StreamedEvent[] = [];
    const parser = createParser({
      onEvent({ id, event, data }) {
        waiting.push({
          seq: id === undefined ? undefined : Number(id),
          type: event ?? '',
          data: Data.parse(JSON.parse(data)),
        });
      },
    });
    for await (const bytes of body ?? []) {
      timer.refresh();
      parser.feed(decoder.decode(bytes, { stream: true }));
      const arrived = waiting;
      waiting = [];
      yield* arrived;
    }
  }

  /** A caller's own abort keeps its reason. */
  function translate(error: unknown): unknown {
    if (signal.aborted || error instanceof AskError) return signal.reason ?? error;
    return new AskError('The connection to the API was lost.', { lost: true, cause: error });
  }
}
