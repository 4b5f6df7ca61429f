import { join } from 'node:path';
import { openDatabase } from '../../adapters/state/open-database.js';
import { USER_SCOPES } from '../../contracts/callers.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import type { Env } from '../../infra/env.js';
import { claimHome } from '../../infra/home/claim-home.js';
import { openAccess } from '../../infra/services/open-access.js';
import type { KeyDesk } from './key-desk.js';

const PAGE = 100;
const BY = { owner: LOCAL_OWNER, keyId: null };

/** Works on the database itself. Throws HomeInUseError while another process owns an embedded one. */
export async function openLocalDesk(env: Env): Promise<KeyDesk> {
  const embedded = env.DATABASE_URL === undefined;
  const home = embedded ? await claimHome(env.PLUMBLINE_HOME) : undefined;
  const folder = join(env.PLUMBLINE_HOME, 'state');
  const database = await openDatabase({ databaseUrl: env.DATABASE_URL, folder });
  const access = await openAccess(env, { database, secrets: [] });
  const { keys, users } = access;
  return {
    async create({ owner, scopes, ...wanted }) {
      await access.checkPepper();
      await users.create({ id: owner, name: owner, role: 'user' }, BY);
      return keys.create({ ...wanted, owner, scopes: scopes ?? [...USER_SCOPES] }, BY);
    },

    async list(owner) {
      const found = [];
      for (;;) {
        const page = await keys.list({ owner, limit: PAGE, offset: found.length });
        found.push(...page.keys);
        if (page.keys.length < PAGE) return found;
      }
    },

    remove: (id) => keys.remove(id, BY),

    async close() {
      await access.close();
      await database.close();
      await home?.release();
    },
  };
}
