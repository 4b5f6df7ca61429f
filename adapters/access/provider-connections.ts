import type { ProviderKind } from '../../contracts/providers.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import type { AccessWatch } from './access-watch.js';
import { placeOf } from './provider-store.js';
import type { Sealing } from './sealed-text.js';

/** A provider as it is asked: with its key, which is in no other place. */
export interface ProviderConnection {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly apiUrl: string;
  readonly apiKey: string | undefined;
  readonly priority: number;
}

interface ConnectionParts {
  readonly database: Pick<Database, 'tables'>;
  readonly watch: AccessWatch;
  readonly sealing: Sealing;
  /** Hears of a key that cannot be opened; its provider is asked without it. */
  warn(error: unknown, provider: string): void;
}

/** The providers as they stand now, by priority: another array whenever they have changed. */
export function watchConnections(parts: ConnectionParts): () => readonly ProviderConnection[] {
  const { database, watch, sealing, warn } = parts;
  let known: readonly ProviderConnection[] = [];
  let text = '';
  watch.onChange(async () => {
    const rows = await callDatabase(() =>
      database.tables
        .selectFrom('providers')
        .selectAll()
        .orderBy('priority')
        .orderBy('name')
        .execute(),
    );
    // Most changes of access are none of providers, and what is known of them is then kept.
    const now = JSON.stringify(rows);
    if (now === text) return;
    text = now;
    known = rows.map(({ id, name, kind, api_url: apiUrl, priority, sealed_key }) => {
      const apiKey = sealed_key === null ? undefined : open(sealed_key, { id, name });
      return { name, kind, apiUrl, apiKey, priority };
    });
  });
  return () => known;

  function open(sealed: string, { id, name }: { id: string; name: string }): string | undefined {
    try {
      return sealing.open(sealed, placeOf(id));
    } catch (error) {
      warn(error, name);
      return undefined;
    }
  }
}
