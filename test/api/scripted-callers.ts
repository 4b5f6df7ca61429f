import {
  type Caller,
  type CallerDirectory,
  type Identity,
  SCOPES,
  type Scope,
  USER_SCOPES,
} from '../../contracts/callers.js';

const KNOWN: Readonly<Record<string, Identity>> = {
  'sk-ada': keyOf('ada', USER_SCOPES),
  'sk-bob': keyOf('bob', USER_SCOPES),
  'sk-chat': keyOf('ada', ['chat']),
  'sk-search': keyOf('ada', ['search']),
  'sk-root': keyOf('root', SCOPES),
  'sk-expired': { refused: 'expired' },
  'sk-inactive': { refused: 'inactive' },
};

function keyOf(owner: string, scopes: readonly Scope[]): { readonly caller: Caller } {
  const role = scopes.includes('admin') ? 'admin' : 'user';
  const key = { keyId: `key-of-${owner}`, via: 'key', expiresAt: null, limit: null } as const;
  return { caller: { owner, scopes, role, ...key } };
}

/** Knows ada and bob, an administrator `sk-root`, ada's keys for chat and for search alone, an expired key and an inactive user's. */
export function scriptedCallers(): CallerDirectory {
  return { identify: async (credential) => KNOWN[credential] ?? { refused: 'unknown' } };
}

/** The header that sends a key. */
export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}
