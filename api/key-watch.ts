import { setMaxListeners } from 'node:events';
import type { CallerDirectory, Refusal } from '../contracts/callers.js';

/** A credential under which something goes on. */
export interface WatchedKey {
  /** Aborts, with the Refusal as its reason, when the credential is no longer good. */
  readonly signal: AbortSignal;
  /** To be called once when what goes on has ended. */
  stop(): void;
}

interface Watched {
  readonly controller: AbortController;
  users: number;
}

/** Looks again and again at the credentials that something goes on under, each once however many there are under it. */
export function createKeyWatch({ identify }: CallerDirectory, everyMs: number) {
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;

  return function watch(credential: string): WatchedKey {
    const entry = watched.get(credential) ?? open();
    entry.users += 1;
    watched.set(credential, entry);
    timer ??= setInterval(lookAtAll, everyMs).unref();
    return {
      signal: entry.controller.signal,
      stop() {
        entry.users -= 1;
        if (entry.users === 0 && watched.get(credential) === entry) forget(credential);
      },
    };
  };

  function open(): Watched {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal); // one for each stream
    return { controller, users: 0 };
  }

  function lookAtAll(): void {
    for (const [credential, { controller }] of watched)
      void refusalOf(credential).then((refusal) => {
        if (refusal === undefined) return;
        controller.abort(refusal);
        forget(credential);
      });
  }

  /** A database that is away refuses nobody. */
  async function refusalOf(credential: string): Promise<Refusal | undefined> {
    const found = await identify(credential).catch(() => undefined);
    return found !== undefined && 'refused' in found ? found.refused : undefined;
  }

  function forget(credential: string): void {
    watched.delete(credential);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}
