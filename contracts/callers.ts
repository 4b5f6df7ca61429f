import type { RateLimit } from './limits.js';

/** What a key may be used for. `admin` also reaches what belongs to others. */
export const SCOPES = [
  'chat',
  'search',
  'research',
  'documents',
  'vector',
  'images',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** All that a user may do who is no administrator. */
export const USER_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== 'admin');

export const ROLES = ['user', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who sends a request. */
export interface Caller {
  /** To whom everything belongs that this caller makes. */
  readonly owner: string;
  readonly scopes: readonly Scope[];
  readonly role: Role;
  /** The key that was sent; null without one. */
  readonly keyId: string | null;
  /** How the caller is known: by being on this machine, by a key, by a token of the identity provider, or not at all. */
  readonly via: 'loopback' | 'key' | 'token' | 'nothing';
  /** When the key stops working; null for never. */
  readonly expiresAt: string | null;
  /** A limit of this key's own, in place of that of all keys. */
  readonly limit: RateLimit | null;
  /** What its requests count as towards limits: the key it descends from, or the user who made it; undefined for itself. */
  readonly countedAs?: string | undefined;
}

/** The id of the administrator's key that is a setting and in no table. */
export const ADMIN_KEY_ID = 'ADMIN_API_KEY';

/** Who makes a change. */
export type Actor = Pick<Caller, 'owner' | 'keyId'>;

/** Why a credential names no caller. */
export type Refusal = 'unknown' | 'expired' | 'inactive';

export type Identity = { readonly caller: Caller } | { readonly refused: Refusal };

/** Tells callers by the credentials they send. */
export interface CallerDirectory {
  /** Throws ServiceError when it cannot be told. */
  identify(credential: string): Promise<Identity>;
}
