/** Steps for trying threads out. */
export function double({ value }: { readonly value: number }): number {
  return 2 * value;
}

/** Keeps its thread busy for as long as asked. */
export function spin({ ms }: { readonly ms: number }): string {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return 'done';
}

/** Takes memory until there is none left. */
export function hog({ size }: { readonly size: number }): number {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: size }, (_, index) => index));
}

export function fail({ reason }: { readonly reason: string }): never {
  throw new Error(reason);
}
