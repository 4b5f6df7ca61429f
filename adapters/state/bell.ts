/** Wakes whoever waits for news of one thing. */
export interface Bell {
  /** How often the bell has rung: taken before a read, it tells whether something happened meanwhile. */
  readonly rings: () => number;
  /** Tells all followers that there is news, or may be. */
  ring(): void;
  /** Waits for more rings than `heard`, or for the signal. */
  waitForRing(heard: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  let rings = 0;

  return {
    rings: () => rings,

    ring() {
      rings += 1;
      for (const wake of waiting) wake();
    },

    async waitForRing(heard, signal) {
      if (rings > heard || signal.aborted) return;
      let wake = () => {};
      await new Promise<void>((resolve) => {
        wake = resolve;
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    },
  };
}
