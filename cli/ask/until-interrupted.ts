/** Resolves when the signal aborts, also when it has done so before. */
export function untilInterrupted(interrupted: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
