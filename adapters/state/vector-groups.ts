import { createHash } from 'node:crypto';
import type { VectorGroup, VectorGroups } from '../../contracts/vector-groups.js';
import { callDatabase } from './call-database.js';
import type { Database } from './database.js';

/** The table of groups of vectors. */
export function createVectorGroups({ tables }: Pick<Database, 'tables'>): VectorGroups {
  return {
    find: (group) =>
      callDatabase(() =>
        tables
          .selectFrom('vector_groups')
          .select(['model', 'dimension'])
          .where('owner', '=', group.owner)
          .where('group_hash', '=', hashOf(group))
          .executeTakeFirst(),
      ),

    claim: (group, { model, dimension }) =>
      callDatabase(() =>
        tables
          .insertInto('vector_groups')
          .values({ owner: group.owner, group_hash: hashOf(group), model, dimension })
          // Only a row that was written is returned, so the one that is there is written as it is.
          .onConflict((conflict) =>
            conflict
              .columns(['owner', 'group_hash'])
              .doUpdateSet(({ ref }) => ({ model: ref('vector_groups.model') })),
          )
          .returning(['model', 'dimension'])
          .executeTakeFirstOrThrow(),
      ),

    async forget(group) {
      const { numDeletedRows } = await callDatabase(() =>
        tables
          .deleteFrom('vector_groups')
          .where('owner', '=', group.owner)
          .where('group_hash', '=', hashOf(group))
          .executeTakeFirst(),
      );
      return numDeletedRows > 0n;
    },
  };
}

/** JSON has an escape for each character that UTF-8 has not. */
function hashOf({ groupId }: VectorGroup): string {
  return createHash('sha256').update(JSON.stringify(groupId)).digest('hex');
}
