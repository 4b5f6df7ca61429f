import { setTimeout as sleep } from 'node:timers/promises';
import { createPlaces, type Places } from './places.js';
import type { ReadingLimits } from './reading-limits.js';

interface Host {
  readonly places: Places;
  nextStart: number;
}

interface Turn {
  readonly host: string;
  /** The delay that the site asks for between two pages; 0 when it asks for none. */
  readonly delayMs: number;
  readonly signal: AbortSignal;
}

export interface HostPacing {
  /** Runs work when it is its turn at the host: in order of asking, a few at once, kept apart in time. */
  run<T>(turn: Turn, work: () => Promise<T>): Promise<T>;
}

/** Keeps the requests to one host apart, whoever makes them. Hosts never wait for one another. */
export function createHostPacing({
  perHost,
  gapMs,
  crawlDelayMs,
}: Pick<ReadingLimits, 'perHost' | 'gapMs' | 'crawlDelayMs'>): HostPacing {
  const hosts = new Map<string, Host>();

  function hostOf({ host: name, delayMs }: Turn): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    forgetIdle(hosts);
    // A site that asks for a delay of its own is also read one page at a time.
    const host: Host = { places: createPlaces(delayMs > 0 ? 1 : perHost), nextStart: 0 };
    hosts.set(name, host);
    return host;
  }

  return {
    async run(turn, work) {
      const host = hostOf(turn);
      const leave = await host.places.enter(turn.signal);
      try {
        const start = Math.max(Date.now(), host.nextStart);
        host.nextStart = start + Math.max(gapMs, Math.min(turn.delayMs, crawlDelayMs));
        await sleepUntil(start, turn.signal);
        return await work();
      } finally {
        leave();
      }
    },
  };
}

async function sleepUntil(time: number, signal: AbortSignal): Promise<void> {
  const wait = time - Date.now();
  if (wait <= 0) return;
  await sleep(wait, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}

function forgetIdle(hosts: Map<string, Host>): void {
  for (const [name, { places, nextStart }] of hosts) {
    if (places.idle() && nextStart < Date.now()) hosts.delete(name);
  }
}
