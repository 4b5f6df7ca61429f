import type { Component } from '../contracts/health.js';

/** The parts of an instance as a table: what each resolved to, and why. */
export function printComponents(components: readonly Component[]): string {
  const nameWidth = widest(components.map(({ name }) => name));
  const usingWidth = Math.min(60, widest(components.map(({ using }) => using)));
  return components
    .map(({ name, state, using, why }) =>
      [MARKS[state], name.padEnd(nameWidth), using.padEnd(usingWidth), why].join('  ').trimEnd(),
    )
    .join('\n');
}

const MARKS = { ready: '●', degraded: '◐', off: '○' } as const;

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
