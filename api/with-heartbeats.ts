/** Yields each item, and `idle` whenever none came for so long; ends with its source, and ends it. */
export async function* withHeartbeats<T>(
  source: AsyncGenerator<T>,
  idleMs: number,
): AsyncGenerator<T | 'idle'> {
  try {
    let next = source.next();
    for (;;) {
      const turn = await orIdle(next, idleMs);
      if (turn === 'idle') {
        // While a heartbeat is taken nobody awaits the item, and a fault of it must not go unhandled.
        next.catch(() => undefined);
        yield turn;
        continue;
      }
      if (turn.done === true) return;
      yield turn.value;
      next = source.next();
    }
  } finally {
    void source.return(undefined).catch(() => undefined);
  }
}

async function orIdle<T>(next: Promise<T>, idleMs: number): Promise<T | 'idle'> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<'idle'>((resolve) => {
    timer = setTimeout(resolve, idleMs, 'idle');
  });
  try {
    return await Promise.race([next, idle]);
  } finally {
    clearTimeout(timer);
  }
}
