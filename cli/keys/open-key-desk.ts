import type { Env } from '../../infra/env.js';
import { HomeInUseError } from '../../infra/home/claim-home.js';
import type { KeyDesk } from './key-desk.js';
import { openLocalDesk } from './local-desk.js';
import { openRemoteDesk } from './remote-desk.js';

/** The database itself, or the running instance that owns it. */
export async function openKeyDesk(env: Env, api: string): Promise<KeyDesk> {
  try {
    return await openLocalDesk(env);
  } catch (error) {
    if (!(error instanceof HomeInUseError)) throw error;
    return openRemoteDesk(api, env.PLUMBLINE_API_KEY ?? env.ADMIN_API_KEY);
  }
}
