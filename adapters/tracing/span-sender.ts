import { setTimeout as pause } from 'node:timers/promises';
import { otlpSpan, type Span } from './span.js';

export interface SpanSender {
  /** Takes a span and returns at once; whatever becomes of it, the caller never hears. */
  send(span: Span): void;
  /** Sends what is left, for 2 s at most. */
  close(): Promise<void>;
}

interface Receiver {
  /** Where OTLP over HTTP is received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Told once for each time that the receiver becomes unreachable or refuses. */
  warn(message: string): void;
}

const PAUSE_MS = 1000;
const PAUSE_AFTER_FAILURE_MS = 15_000;
const CALL_LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 2000;
const MOST_AT_ONCE = 50;
/** What a receiver that is away may cost in memory; newer spans are dropped. */
const MOST_WAITING = 500;

/** Sends spans in the background, in batches. What the receiver refuses is dropped, what it cannot be told is kept. */
export function createSpanSender({ url, headers, warn }: Receiver): SpanSender {
  let waiting: Span[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();
  let healthy = true;

  async function post(spans: readonly Span[], limitMs: number): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(otlpRequest(spans)),
      signal: AbortSignal.timeout(limitMs),
    });
    await response.arrayBuffer();
    if (response.ok) return recovered();
    complain(`the trace receiver answered ${response.status}`);
    if (response.status >= 500 || response.status === 429) throw new Error('not taken');
  }

  async function flush(limitMs: number): Promise<void> {
    const batch = waiting.slice(0, MOST_AT_ONCE);
    if (batch.length === 0) return;
    waiting = waiting.slice(batch.length);
    try {
      await post(batch, limitMs);
    } catch (error) {
      complain(`the trace receiver cannot be reached: ${error}`);
      waiting = [...batch, ...waiting].slice(0, MOST_WAITING);
      plan(PAUSE_AFTER_FAILURE_MS);
      return;
    }
    if (waiting.length > 0) plan(0);
  }

  function plan(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      sending = flush(CALL_LIMIT_MS);
    }, ms).unref();
  }

  function complain(message: string): void {
    if (healthy) warn(message);
    healthy = false;
  }

  function recovered(): void {
    healthy = true;
  }

  return {
    send(span) {
      if (waiting.length >= MOST_WAITING) return;
      waiting.push(span);
      plan(PAUSE_MS);
    },
    async close() {
      const limit = pause(CLOSE_LIMIT_MS, undefined, { ref: false });
      await Promise.race([sending, limit]);
      const left = Math.ceil(waiting.length / MOST_AT_ONCE);
      const flushes = Array.from({ length: left }, () => flush(CLOSE_LIMIT_MS));
      await Promise.race([Promise.all(flushes), limit]);
      clearTimeout(timer);
    },
  };
}

function otlpRequest(spans: readonly Span[]) {
  const service = { key: 'service.name', value: { stringValue: 'plumbline' } };
  return {
    resourceSpans: [
      {
        resource: { attributes: [service] },
        scopeSpans: [{ scope: { name: 'plumbline' }, spans: spans.map(otlpSpan) }],
      },
    ],
  };
}
