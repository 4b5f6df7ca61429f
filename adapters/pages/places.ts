export interface Places {
  /** Waits for a free place, in order of asking, and returns the function that frees it again. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Whether nobody holds a place. */
  idle(): boolean;
}

/** A number of places that can be held at the same time. */
export function createPlaces(count: number): Places {
  const waiting: (() => void)[] = [];
  let taken = 0;

  function leave(): void {
    // A place goes straight to the one who waits, so that nobody slips in between.
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (taken < count) taken += 1;
      else await nextTurn(waiting, signal);
      return leave;
    },
    idle: () => taken === 0,
  };
}

function nextTurn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      waiting.splice(waiting.indexOf(take), 1);
      reject(signal.reason);
    };
    const take = (): void => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    waiting.push(take);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
