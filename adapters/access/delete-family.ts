import type { Kysely } from 'kysely';
import type { ApiKey } from '../../contracts/keys.js';
import type { Tables } from '../state/tables.js';
import { SHOWN_COLUMNS, toApiKey } from './key-row.js';

/** Deletes a key and all that were made with it, and with those; gives what was there. */
export async function deleteFamily(
  transaction: Kysely<Tables>,
  id: string,
): Promise<readonly ApiKey[]> {
  const rows = await transaction
    .withRecursive('family', (db) =>
      db
        .selectFrom('api_keys')
        .select('id')
        .where('id', '=', id)
        .unionAll(
          db
            .selectFrom('api_keys')
            .innerJoin('family', 'family.id', 'api_keys.made_with')
            .select('api_keys.id'),
        ),
    )
    .deleteFrom('api_keys')
    .where('id', 'in', (db) => db.selectFrom('family').select('family.id'))
    .returning(SHOWN_COLUMNS)
    .execute();
  return rows.map(toApiKey);
}
