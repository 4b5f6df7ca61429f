import { SCOPES } from '../../contracts/callers.js';
import { ServiceError } from '../../contracts/failures.js';
import type { CreatedApiKey } from '../../contracts/keys.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import type { ChangeAccess } from './change-access.js';
import { insertKey, type KeyMaking } from './insert-key.js';

/** Makes the first administrator's key, once in the life of a database; undefined ever after. */
export async function makeFirstAdministrator(
  change: ChangeAccess,
  making: KeyMaking,
): Promise<CreatedApiKey | undefined> {
  return change(async (transaction) => {
    const first = await transaction
      .updateTable('access_state')
      .set({ administrator_made: true })
      .where('administrator_made', '=', false)
      .returning('administrator_made')
      .executeTakeFirst();
    if (first === undefined) return undefined;
    const by = { owner: LOCAL_OWNER, keyId: null };
    const key = { owner: LOCAL_OWNER, name: 'First administrator', scopes: [...SCOPES] };
    return insertKey(transaction, { ...key, expires_at: null, by }, making);
  });
}

/**
 * Throws ServiceError 'not-configured' when the keys of the database were hashed with another pepper: every key would
 * be refused without a word why. Without keys any pepper will do.
 */
export async function checkPepper(change: ChangeAccess, { hash }: KeyMaking): Promise<void> {
  const check = hash('pepper check');
  await change(async (transaction) => {
    const state = await transaction
      .selectFrom('access_state')
      .select('pepper_check')
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (state.pepper_check === check) return;
    const key = await transaction.selectFrom('api_keys').select('id').limit(1).executeTakeFirst();
    if (key !== undefined && state.pepper_check !== null) throw otherPepper();
    await transaction.updateTable('access_state').set({ pepper_check: check }).execute();
  });
}

function otherPepper(): ServiceError {
  return new ServiceError(
    'not-configured',
    'The keys of this database were made with another pepper. Set KEY_PEPPER to that one, the same on all machines, ' +
      'or restore the file key-pepper of the data folder; without it, delete all keys: npm run keys -- delete --all',
  );
}
