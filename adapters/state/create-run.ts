import type { Kysely, Selectable } from 'kysely';
import { ServiceError } from '../../contracts/failures.js';
import type { NewRun, Run } from '../../contracts/runs.js';
import { toRun } from './run-row.js';
import { storableJson, storableText } from './storable-json.js';
import type { RunsTable, Tables } from './tables.js';

/** A run found by its key can be deleted before it is read; nobody deletes as fast as this often. */
const MAX_ATTEMPTS = 5;

/** Inserts a queued run, or finds the one that has its id or the owner's idempotency key already. */
export async function createRun(
  db: Kysely<Tables>,
  run: NewRun,
): Promise<{ readonly run: Run; readonly created: boolean }> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const inserted = await insert(db, run);
    if (inserted !== undefined) return { run: toRun(inserted), created: true };
    const known = await findKnown(db, run);
    if (known !== undefined) return { run: toRun(known), created: false };
  }
  throw new ServiceError('unavailable', `The run ${run.id} could neither be created nor found.`);
}

async function insert(db: Kysely<Tables>, run: NewRun): Promise<Selectable<RunsTable> | undefined> {
  return db
    .insertInto('runs')
    .values({
      id: storableText(run.id),
      kind: run.kind,
      owner: storableText(run.owner),
      status: 'queued',
      query: storableText(run.query),
      mode: storableText(run.mode),
      request: storableJson(run.request),
      workflow_id: storableText(run.workflowId),
      parent_workflow_id: run.parentWorkflowId ?? null,
      idempotency_key: storableKey(run),
      key_id: run.keyId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

async function findKnown(
  db: Kysely<Tables>,
  run: NewRun,
): Promise<Selectable<RunsTable> | undefined> {
  return db
    .selectFrom('runs')
    .selectAll()
    .where('owner', '=', storableText(run.owner))
    .where((where) =>
      where.or([
        where('id', '=', storableText(run.id)),
        where('idempotency_key', '=', storableKey(run)),
      ]),
    )
    .executeTakeFirst();
}

function storableKey({ idempotencyKey }: NewRun): string | null {
  return idempotencyKey === undefined ? null : storableText(idempotencyKey);
}
