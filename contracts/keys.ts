import { z } from 'zod';
import { type Actor, SCOPES, type Scope as ScopeName } from './callers.js';
import { RateLimit } from './limits.js';
import { Moment } from './times.js';

export const Scope = z.enum(SCOPES).meta({ id: 'Scope' });

/** A key as it is shown: never its content. */
export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    owner: z.string(),
    prefix: z.string().meta({ description: 'The first characters of the key.' }),
    scopes: z.array(Scope),
    limit: RateLimit.nullable().meta({ description: 'In place of the limit of all keys.' }),
    made_with: z
      .string()
      .nullable()
      .meta({ description: 'The key that it was made with, is counted with and is deleted with.' }),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    last_used_at: z.string().nullable().meta({ description: 'To about ten seconds.' }),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'The key itself; it is shown this once and not kept.' }),
}).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** Body of POST /api/v1/keys. */
export const ApiKeyRequest = z
  .object({
    name: z.string().trim().min(1).max(200),
    scopes: z.array(Scope).min(1).nullable().default(null).meta({
      description: 'What it may be used for; null takes all that the caller may but admin.',
    }),
    expires_at: Moment.nullable()
      .default(null)
      .meta({ description: 'When it stops working; null for never.' }),
  })
  .meta({ id: 'ApiKeyRequest' });
export type ApiKeyRequest = z.infer<typeof ApiKeyRequest>;

/** Body of POST /api/admin/keys: a key for any user. */
export const AdminKeyRequest = ApiKeyRequest.extend({
  owner: z.string().min(1).max(255),
  limit: RateLimit.nullable()
    .default(null)
    .meta({ description: 'A limit of its own in place of that of all keys.' }),
}).meta({ id: 'AdminKeyRequest' });

export const KeyQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const AdminKeyQuery = KeyQuery.extend({ owner: z.string().optional() });

export const ApiKeyList = z
  .object({ keys: z.array(ApiKey), total: z.int().min(0), limit: z.int(), offset: z.int() })
  .meta({ id: 'ApiKeyList' });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export interface NewApiKey extends Pick<ApiKey, 'owner' | 'name' | 'scopes' | 'expires_at'> {
  readonly limit?: RateLimit | null | undefined;
  /** The key that it is made with; none for what a person or an administrator makes. */
  readonly madeWith?: string | null | undefined;
  /** As `Caller.countedAs`. */
  readonly countedAs?: string | null | undefined;
}

interface KeyFilter {
  /** Undefined for the keys of everybody. */
  readonly owner?: string | undefined;
  /** Only keys that have no other scope, and the key `own`; undefined for all. */
  readonly within?:
    | { readonly scopes: readonly ScopeName[]; readonly own: string | null }
    | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The keys of all users. What changes takes hold at once on every process. Throws ServiceError. */
export interface KeyStore {
  /**
   * Throws ServiceError 'not-found' for an unknown owner or a deleted `madeWith`, and 'forbidden' for the scope admin
   * where the owner is no administrator.
   */
  create(key: NewApiKey, by: Actor): Promise<CreatedApiKey>;
  find(id: string): Promise<ApiKey | undefined>;
  /** Newest first. */
  list(filter: KeyFilter): Promise<{ readonly keys: readonly ApiKey[]; readonly total: number }>;
  /** Deletes it with all that were made with it; false when there was none. */
  remove(id: string, by: Actor): Promise<boolean>;
}
