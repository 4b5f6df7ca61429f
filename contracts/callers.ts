/** What a key may be used for. `admin` also reaches the runs of others. */
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

export type Role = 'user' | 'admin';

/** Who sends a request. */
export interface Caller {
  /** To whom everything belongs that this caller makes. */
  readonly owner: string;
  readonly scopes: readonly Scope[];
  readonly role: Role;
  /** The key that was sent; null without one. */
  readonly keyId: string | null;
}

/** Why a credential names no caller. */
export type Refusal = 'unknown' | 'expired' | 'inactive';

export type Identity =
  | { readonly caller: Caller }
  | {
      readonly refused: Refusal;
    };

/** Tells callers by the credentials they send. */
export interface CallerDirectory {
  /** Throws ServiceError when it cannot be told. */
  identify(credential: string): Promise<Identity>;
}
