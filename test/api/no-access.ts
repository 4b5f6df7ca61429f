import type { AppParts } from '../../api/api-parts.js';
import { away } from './no-state.js';

/** The parts of access without a database: every call to them fails. */
export function noAccess(): Pick<AppParts, 'keys' | 'users'> {
  return {
    keys: { create: away, find: away, list: away, remove: away },
    users: { create: away, find: away, list: away, change: away },
  };
}
