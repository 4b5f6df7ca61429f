import type { ColumnType, Generated } from 'kysely';
import type { Role, Scope } from '../../contracts/callers.js';
import type { RateLimit } from '../../contracts/limits.js';

/** The tables that say who may do what. */
export interface AccessTables {
  users: UsersTable;
  api_keys: ApiKeysTable;
  audit_log: AuditLogTable;
  access_state: AccessStateTable;
}

export interface UsersTable {
  id: string;
  name: string;
  role: Role;
  active: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface ApiKeysTable {
  id: string;
  owner: string;
  name: string;
  /** HMAC-SHA-256 of the key in Base64. */
  hash: string;
  prefix: string;
  scopes: Scope[];
  rate_limit: Json<RateLimit | null>;
  expires_at: Date | null;
  created_at: Generated<Date>;
  last_used_at: Date | null;
}

export interface AuditLogTable {
  seq: Generated<string>;
  at: Generated<Date>;
  actor: string;
  key_id: string | null;
  action: string;
  target: string;
  before: Json;
  after: Json;
}

/** One row: what all processes agree on about access. */
export interface AccessStateTable {
  version: Generated<string>;
  /** Tells whether a pepper is the one that the keys were hashed with. */
  pepper_check: string | null;
  administrator_made: Generated<boolean>;
}

/** Written as JSON text, read as a value. */
type Json<T = unknown> = ColumnType<T, string | null | undefined, string | null>;
