import type { Scope } from '../../contracts/callers.js';
import type { ApiKey, CreatedApiKey } from '../../contracts/keys.js';

export interface WantedKey {
  readonly owner: string;
  readonly name: string;
  /** Null for all but admin. */
  readonly scopes: Scope[] | null;
  readonly expires_at: string | null;
}

/** Where keys are made and deleted by somebody who has the machine. */
export interface KeyDesk {
  /** An unknown owner becomes a user. */
  create(key: WantedKey): Promise<CreatedApiKey>;
  list(owner: string | undefined): Promise<readonly ApiKey[]>;
  /** False when there was no such key. */
  remove(id: string): Promise<boolean>;
  close(): Promise<void>;
}
