import type { Kysely } from 'kysely';
import type { Actor } from '../../contracts/callers.js';
import { storableJson, storableText } from '../state/storable-json.js';
import type { Tables } from '../state/tables.js';

interface Change {
  readonly by: Actor;
  /** Noun and verb, such as `key-create`. */
  readonly action: string;
  /** The id of what was changed. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes a change into the audit log, in the transaction that makes it. Neither state may hold a secret. */
export async function audit(
  transaction: Kysely<Tables>,
  { by, action, target, before, after }: Change,
): Promise<void> {
  await transaction
    .insertInto('audit_log')
    .values({
      actor: storableText(by.owner),
      key_id: by.keyId,
      action,
      target: storableText(target),
      before: before === undefined ? null : storableJson(before),
      after: after === undefined ? null : storableJson(after),
    })
    .execute();
}
