import type { Kysely, Selectable } from 'kysely';
import type { ProviderChange } from '../../contracts/providers.js';
import type { ProvidersTable } from '../state/access-tables.js';
import { storableText } from '../state/storable-json.js';
import type { Tables } from '../state/tables.js';

/**
 * Changes a provider; undefined when another has the new name. A new address takes the key away: whoever may set an
 * address could else have the key sent to a server of their own, and read what nobody may read.
 */
export async function changeProvider(
  transaction: Kysely<Tables>,
  row: Selectable<ProvidersTable>,
  { name, kind, api_url, priority }: ProviderChange,
): Promise<Selectable<ProvidersTable> | undefined> {
  if (name !== undefined && name !== row.name && (await isTaken(transaction, name)))
    return undefined;
  const address = api_url === undefined ? row.api_url : storableText(api_url);
  return transaction
    .updateTable('providers')
    .set({
      name: name ?? row.name,
      kind: kind ?? row.kind,
      api_url: address,
      priority: priority ?? row.priority,
      sealed_key: address === row.api_url ? row.sealed_key : null,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirst();
}

async function isTaken(transaction: Kysely<Tables>, name: string): Promise<boolean> {
  const other = transaction.selectFrom('providers').select('id').where('name', '=', name);
  return (await other.executeTakeFirst()) !== undefined;
}
