import type { Warning } from '../contracts/warnings.js';
import type { Researching } from './research-state.js';
import { addWarnings } from './search-state.js';

/** Notes a warning for the result, and tells it to those who follow. */
export function warn({ state, tell }: Pick<Researching, 'state' | 'tell'>, warning: Warning): void {
  addWarnings(state, [warning]);
  tell('warning', { ...warning });
}
