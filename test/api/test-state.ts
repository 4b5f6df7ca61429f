import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createEventLog } from '../../adapters/state/event-log.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import type { ObjectStore } from '../../contracts/objects.js';
import type { EventLog } from '../../contracts/run-events.js';
import type { RunStore } from '../../contracts/runs.js';
import { createEmbedded } from '../adapters/state/test-database.js';

export interface TestState {
  readonly runs: RunStore;
  readonly events: EventLog;
  readonly objects: ObjectStore;
}

/** Runs and events in an embedded database of the test file's own; objects in memory. */
export function useTestState(): () => TestState {
  let state: TestState | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const embedded = await createEmbedded();
    const database = await openDatabase({ folder: embedded.folder });
    const events = createEventLog(database);
    state = { runs: createRunStore(database), events, objects: memoryObjects() };
    close = async () => {
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

function memoryObjects(): ObjectStore {
  const kept = new Map<string, Uint8Array>();
  const get = async (key: string) => kept.get(key) ?? new Uint8Array();
  return {
    async put(prefix, body) {
      const key = `${prefix}/${randomUUID()}`;
      kept.set(key, Buffer.from(body));
      return key;
    },
    get,
    getText: async (key) => Buffer.from(await get(key)).toString('utf8'),
    has: async (key) => kept.has(key),
    async deletePrefix(prefix) {
      const keys = [...kept.keys()].filter((key) => key.startsWith(`${prefix}/`));
      for (const key of keys) kept.delete(key);
      return keys.length;
    },
  };
}
