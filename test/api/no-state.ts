import { ServiceError } from '../../contracts/failures.js';
import { memoryObjects } from './memory-objects.js';
import type { TestState } from './scripted-starter.js';

/** State without a database, for what needs none: every call to it fails. */
export function noState(): TestState {
  return {
    runs: {
      create: away,
      find: away,
      list: away,
      listOpen: away,
      begin: away,
      researchRoundSeconds: away,
      keepPartial: away,
      end: away,
      releaseIdempotencyKey: away,
      remove: away,
    },
    events: {
      append: away,
      read: away,
      // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
      follow: async function* () {
        await away();
      },
      holds: away,
      untilEnd: away,
    },
    batches: {
      create: away,
      find: away,
      list: away,
      listOpen: away,
      items: away,
      results: away,
      runIds: away,
      begin: away,
      next: away,
      beginItems: away,
      settleItems: away,
      setPaused: away,
      complete: away,
      end: away,
      retry: away,
      remove: away,
      // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
      follow: async function* () {
        await away();
      },
    },
    schedules: {
      create: away,
      confirm: away,
      find: away,
      list: away,
      listUnconfirmed: away,
      listConfirmed: away,
      setPaused: away,
      remove: away,
      addRun: away,
      runs: away,
      lastCompletedBefore: away,
      keepNews: away,
    },
    objects: memoryObjects(),
  };
}

export async function away(): Promise<never> {
  throw new ServiceError('unavailable', 'the database cannot be reached');
}
