import type { ServerResponse } from 'node:http';

/** An answer of events, written piece by piece. */
export interface EventStream {
  /** Aborts when the client has gone or has been told the last, and when the service closes. */
  readonly signal: AbortSignal;
  /** Resolves when the client can take more, or has gone. What comes after the end is dropped. */
  write(text: string): Promise<void>;
  /** Tells the last and ends the answer, also while somebody still writes. */
  end(last?: string): void;
}

export interface StreamOptions {
  readonly closing: AbortSignal;
  /** Longest silence, in milliseconds. */
  readonly idleMs: number;
  heartbeat(): string;
}

/** Opens the answer, which holds its client until it is ended. */
export function openEventStream(
  response: ServerResponse,
  { closing, idleMs, heartbeat }: StreamOptions,
): EventStream {
  const leaving = new AbortController();
  const idle = setTimeout(() => {
    // A client that does not read is owed no sign of life: they would pile up.
    if (!response.writableNeedDrain) response.write(heartbeat());
    idle.refresh();
  }, idleMs);
  const letGo = () => {
    clearTimeout(idle);
    closing.removeEventListener('abort', letGo);
    leaving.abort();
  };
  closing.addEventListener('abort', letGo);
  response.once('close', letGo);
  response.on('error', letGo); // a write that met the client's leaving
  if (closing.aborted || response.closed) letGo();

  return {
    signal: leaving.signal,
    async write(text) {
      if (!isOpen(response)) return;
      if (!leaving.signal.aborted) idle.refresh();
      if (!response.write(text)) await drained(response);
    },
    end(last) {
      letGo();
      if (isOpen(response)) response.end(last);
    },
  };
}

function isOpen({ writableEnded, destroyed }: ServerResponse): boolean {
  return !writableEnded && !destroyed;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
