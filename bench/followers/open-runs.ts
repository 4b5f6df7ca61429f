import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEventLog } from '../../adapters/state/event-log.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { startResearch } from '../kills/start-research.js';
import { nextQuestion } from '../stack/search-once.js';

interface Pace {
  /** Events of each run. */
  readonly perSecond: number;
  readonly seconds: number;
}

/** Runs that wait for a person, and so are there as long as they are needed, with a hand on their event log. */
export async function openRuns(api: string, databaseUrl: string, count: number) {
  const database = await openDatabase({ databaseUrl, folder: tmpdir() });
  const log = createEventLog(database, { onDropped: () => {} });
  const ids: string[] = [];
  let round = 0;
  for (let run = 0; run < count; run++)
    ids.push(await startResearch(api, { query: nextQuestion(), require_approval: true }));
  return {
    ids,
    /** Tells events as a worker beside the measured process would; they say when they were entered. */
    async tell({ perSecond, seconds }: Pace): Promise<void> {
      round += 1;
      for (let turn = 0; turn < perSecond * seconds; turn++) {
        const next = sleep(1_000 / perSecond);
        await Promise.all(
          ids.map((id) =>
            log.append(id, [
              {
                key: `bench ${round} ${turn}`,
                type: 'stage-progress',
                data: { sentAt: Date.now() },
              },
            ]),
          ),
        );
        await next;
      }
    },
    async end(): Promise<void> {
      for (const id of ids)
        await fetch(new URL(`/api/v1/sessions/${id}/cancel`, api), { method: 'POST' });
      await database.close();
    },
  };
}
