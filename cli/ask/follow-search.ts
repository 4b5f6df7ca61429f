import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchRequest } from '../../contracts/search.js';
import { AskError } from './ask-error.js';
import type { StreamedEvent } from './event-stream.js';
import type { Instance } from './open-instance.js';
import { resumeEvents, startSearch } from './run-api.js';

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

interface FollowSearch {
  readonly request: SearchRequest;
  readonly instance: Instance;
  readonly signal: AbortSignal;
  onSession(session: string): void;
  onLost(message: string): void;
  readonly limits?: Partial<FollowLimits> | undefined;
}

/**
 * Asks, and gives each event of the run once, in order, to its `run-end`. A lost connection is taken up again
 * after the last event seen; AskError when that fails for a minute, or the API refuses.
 */
export async function* followSearch({
  request,
  instance,
  signal,
  onSession,
  onLost,
  limits = {},
}: FollowSearch): AsyncGenerator<StreamedEvent> {
  const { silenceMs = SILENCE_MS, giveUpMs = GIVE_UP_MS, firstWaitMs = 250 } = limits;
  const key = randomUUID();
  let session: string | undefined;
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

  /** Follows over one connection; gives why it was lost, or undefined when the run has ended. */
  async function* once(): AsyncGenerator<StreamedEvent, AskError | undefined> {
    try {
      const stream = await open(await instance.url());
      if (session === undefined && stream.session !== undefined) onSession(stream.session);
      session ??= stream.session;
      for await (const event of stream.events) {
        if (event.seq !== undefined && event.seq <= after) continue;
        after = event.seq ?? after;
        heardAt = Date.now();
        waitMs = firstWaitMs;
        yield event;
        if (event.type === 'run-end') return undefined;
      }
      return new AskError('The API closed the stream before the run had ended.', { lost: true });
    } catch (error) {
      // What is refused before there is a run is refused for good.
      const begun = session !== undefined;
      if (error instanceof AskError && (error.lost || (begun && error.passing))) return error;
      throw error;
    }
  }

  function open(api: string) {
    const options = { api, apiKey: instance.apiKey, silenceMs, signal };
    if (session === undefined) return startSearch({ ...options, request, key });
    return resumeEvents({ ...options, session, after });
  }
}
