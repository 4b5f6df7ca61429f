import type { Caller } from '../contracts/callers.js';

/** Whether a caller may see and change what belongs to an owner: it is theirs, or they administrate. */
export function owns(caller: Caller, owner: string): boolean {
  return caller.owner === owner || caller.scopes.includes('admin');
}
