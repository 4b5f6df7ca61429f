import { setTimeout as sleep } from 'node:timers/promises';
import { AskError } from './ask-error.js';
import type { EventStream, StreamedEvent } from './event-stream.js';
import type { Instance } from './open-instance.js';
import type { Connection } from './run-api.js';

/** The API's heartbeat comes every 15 s; three that are missing are a lost connection. */
const SILENCE_MS = 45_000;
/** How long a connection may stay lost: an instance that was restarted is back well before. */
const GIVE_UP_MS = 60_000;
const LONGEST_WAIT_MS = 4_000;

export interface FollowLimits {
  readonly silenceMs: number;
  readonly giveUpMs: number;
  readonly firstWaitMs: number;
}

export interface Following {
  readonly instance: Instance;
  readonly signal: AbortSignal;
  onLost(message: string): void;
  readonly limits?: Partial<FollowLimits> | undefined;
}

interface FollowEvents extends Following {
  /** Opens the stream behind the event `after`, 0 for all of it. */
  open(connection: Connection, after: number): Promise<EventStream>;
  /** Whether there is something to come back to; what is refused before is refused for good. */
  begun(): boolean;
  /** The type of the event that ends it. */
  readonly last: string;
  /** Whether a new connection may begin behind this event; so by default. */
  isPlace?(event: StreamedEvent): boolean;
}

/**
 * Gives each event once, in order, to the last. A lost connection is taken up again after the last event seen;
 * AskError when that fails for a minute, or the API refuses.
 */
export async function* followEvents({
  open,
  begun,
  last,
  isPlace = () => true,
  instance,
  signal,
  onLost,
  limits = {},
}: FollowEvents): AsyncGenerator<StreamedEvent> {
  const { silenceMs = SILENCE_MS, giveUpMs = GIVE_UP_MS, firstWaitMs = 250 } = limits;
  let after = 0;
  let heardAt = Date.now();
  let waitMs = firstWaitMs;

  for (;;) {
    const lost = yield* once();
    if (lost === undefined) return;
    if (Date.now() - heardAt > giveUpMs) throw lost;
    if (waitMs === firstWaitMs) onLost(`${lost.message} Trying again …`);
    await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  /** Follows over one connection; gives why it was lost, or undefined after the last event. */
  async function* once(): AsyncGenerator<StreamedEvent, AskError | undefined> {
    const since = after;
    try {
      const { apiKey } = instance;
      const stream = await open({ api: await instance.url(), apiKey, silenceMs, signal }, since);
      for await (const event of stream.events) {
        if (event.seq !== undefined && event.seq <= since) continue;
        if (isPlace(event)) after = event.seq ?? after;
        heardAt = Date.now();
        waitMs = firstWaitMs;
        yield event;
        if (event.type === last) return undefined;
      }
      return new AskError('The API closed the stream before its end.', { lost: true });
    } catch (error) {
      if (error instanceof AskError && (error.lost || (begun() && error.passing))) return error;
      throw error;
    }
  }
}
