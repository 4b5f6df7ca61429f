import type { KilledParts } from '../stack/own-stack.js';

export interface KillOptions {
  readonly kills: number;
  /** Uniform, from 0 to below 1. */
  readonly random: () => number;
  readonly enginePort: number;
  readonly pagePort: number;
}

const IN_TURN: readonly KilledParts[] = ['product', 'temporal', 'both'];

/** What the kill of this number ends. */
export function partsOf(kill: number): KilledParts {
  return IN_TURN[kill % IN_TURN.length] ?? 'both';
}
