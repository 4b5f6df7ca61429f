import type { ColumnType, Generated } from 'kysely';
import type { Role, Scope } from '../../contracts/callers.js';
import type { RateLimit } from '../../contracts/limits.js';
import type { ProviderKind } from '../../contracts/providers.js';

/** The tables that say who may do what. */
export interface AccessTables {
  users: UsersTable;
  api_keys: ApiKeysTable;
  audit_log: AuditLogTable;
  access_state: AccessStateTable;
  settings: SettingsTable;
  providers: ProvidersTable;
  rate_counters: RateCountersTable;
  model_usage: ModelUsageTable;
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
  /** The key that it was made with, and is deleted with. */
  made_with: string | null;
  /** What its requests count as towards limits; null for itself. */
  counted_as: string | null;
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
  instance_id: Generated<string>;
}

/** One row: what the administrator has set, without what was left at its default. */
export interface SettingsTable {
  value: Json;
}

export interface ProvidersTable {
  id: string;
  name: string;
  kind: ProviderKind;
  api_url: string;
  priority: number;
  /** Encrypted for this provider alone. */
  sealed_key: string | null;
  created_at: Generated<Date>;
}

export interface RateCountersTable {
  name: string;
  points: string;
  started_at: Date;
}

/** Sums of one day in UTC. Big integers are read as strings. */
export interface ModelUsageTable {
  day: ColumnType<string, string, string>;
  owner: string;
  /** Empty for calls without a key. */
  key_id: string;
  model: string;
  requests: ColumnType<string, number, number>;
  prompt_tokens: ColumnType<string, number, number>;
  completion_tokens: ColumnType<string, number, number>;
}

/** Written as JSON text, read as a value. */
type Json<T = unknown> = ColumnType<T, string | null | undefined, string | null>;
