import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEventLog } from '../../adapters/state/event-log.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';

interface Pace {
  /** Events of each run. */
  readonly perSecond: number;
  readonly seconds: number;
}

/** Runs that are entered in a database, as a worker beside the measured process would. */
export async function openRuns(databaseUrl: string, count: number) {
  const database = await openDatabase({ databaseUrl, folder: tmpdir() });
  const log = createEventLog(database, { onDropped: () => {} });
  const runs = createRunStore(database);
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    const run = { id, owner: 'local', query: 'q', mode: 'speed', request: {}, workflowId: id };
    await runs.create({ ...run, kind: 'search' });
    await runs.begin(id);
  }
  return {
    ids,
    /** Events say when they were entered. */
    async tell({ perSecond, seconds }: Pace): Promise<void> {
      for (let turn = 0; turn < perSecond * seconds; turn++) {
        const next = sleep(1_000 / perSecond);
        await Promise.all(
          ids.map((id) =>
            log.append(id, [
              { key: `bench ${turn}`, type: 'stage-progress', data: { sentAt: Date.now() } },
            ]),
          ),
        );
        await next;
      }
    },
    async end(): Promise<void> {
      for (const id of ids) await runs.end(id, { status: 'completed' });
    },
    close: () => database.close(),
  };
}
