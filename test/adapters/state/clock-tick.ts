/** Waits for the clock of the embedded database, which counts milliseconds: rows made after it are newer. */
export function clockTick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
