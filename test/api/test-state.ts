import { afterAll, beforeAll } from 'vitest';
import { createBatchStore } from '../../adapters/state/batches/batch-store.js';
import { createEventLog } from '../../adapters/state/event-log.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import { createScheduleStore } from '../../adapters/state/schedules/schedule-store.js';
import { createMigrated } from '../adapters/state/test-database.js';
import { memoryObjects } from './memory-objects.js';
import type { TestState } from './scripted-starter.js';

/** Runs and events in an embedded database of the test file's own; objects in memory. */
export function useTestState(): () => TestState {
  let state: TestState | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const embedded = await createMigrated();
    const database = await openDatabase({ folder: embedded.folder });
    const events = createEventLog(database);
    const batches = createBatchStore(database, { usualWindow: 4 });
    state = {
      runs: createRunStore(database),
      events,
      batches,
      schedules: createScheduleStore(database),
      objects: memoryObjects(),
    };
    close = async () => {
      await batches.close();
      await events.close();
      await database.close();
      await embedded.remove();
    };
  });
  afterAll(() => close());
  return () => {
    if (state === undefined) throw new Error('the state is opened before the first test');
    return state;
  };
}
