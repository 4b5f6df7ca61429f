import { setTimeout } from 'node:timers/promises';
import { isConflict, stateFailure } from './state-failure.js';

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 10;

/** Does work on the database, repeating it when it lost against another transaction. Throws ServiceError. */
export async function callDatabase<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isConflict(error)) throw stateFailure(error);
      await setTimeout(FIRST_DELAY_MS * 2 ** attempt * Math.random());
    }
  }
}
