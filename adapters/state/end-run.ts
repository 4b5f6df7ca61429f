import type { Kysely } from 'kysely';
import type { RunEnd } from '../../contracts/run-events.js';
import type { RunOutcome } from '../../contracts/runs.js';
import { appendEvents } from './append-events.js';
import { storableJson, storableText } from './storable-json.js';
import type { Tables } from './tables.js';

/** Settles a run and tells its end, both or neither; false when it is settled or unknown. */
export async function endRun(
  db: Kysely<Tables>,
  runId: string,
  outcome: RunOutcome,
): Promise<boolean> {
  const id = storableText(runId);
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const run = await transaction
        .selectFrom('runs')
        .select('result')
        .where('id', '=', id)
        .where('status', 'in', ['queued', 'running'])
        .forUpdate()
        .executeTakeFirst();
      if (run === undefined) return false;
      const result = outcome.result === undefined ? run.result : outcome.result;
      await settle(transaction, id, { ...outcome, result });
      const end = { key: 'run-end', type: 'run-end', data: endData(outcome, result) } as const;
      await appendEvents(transaction, runId, [end]);
      return true;
    });
}

async function settle(
  transaction: Kysely<Tables>,
  id: string,
  { status, result, error }: RunOutcome,
): Promise<void> {
  await transaction
    .updateTable('runs')
    .set((value) => ({
      status,
      result: result === null ? null : storableJson(result),
      error: error === undefined ? null : storableJson(error),
      completed_at: value.fn('now'),
    }))
    .where('id', '=', id)
    .execute();
}

function endData(
  { status, error }: RunOutcome,
  result: unknown,
): { [Key in keyof RunEnd]: RunEnd[Key] } {
  return {
    status,
    ...(result === null ? {} : { result }),
    ...(error === undefined ? {} : { error }),
  };
}
