import { type CallerDirectory, type Identity, SCOPES } from '../../contracts/callers.js';

const EVERYTHING = SCOPES.filter((scope) => scope !== 'admin');

const KNOWN: Readonly<Record<string, Identity>> = {
  'sk-ada': { caller: { owner: 'ada', scopes: EVERYTHING, role: 'user', keyId: 'key-of-ada' } },
  'sk-bob': { caller: { owner: 'bob', scopes: EVERYTHING, role: 'user', keyId: 'key-of-bob' } },
  'sk-chat': { caller: { owner: 'ada', scopes: ['chat'], role: 'user', keyId: 'chat-of-ada' } },
  'sk-root': { caller: { owner: 'root', scopes: SCOPES, role: 'admin', keyId: 'key-of-root' } },
  'sk-expired': { refused: 'expired' },
  'sk-inactive': { refused: 'inactive' },
};

/** Knows ada and bob, an administrator `sk-root`, ada's key for chat alone, an expired key and an inactive user's. */
export function scriptedCallers(): CallerDirectory {
  return { identify: async (credential) => KNOWN[credential] ?? { refused: 'unknown' } };
}

/** The header that sends a key. */
export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}
