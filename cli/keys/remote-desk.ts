import { ApiKeyList, CreatedApiKey } from '../../contracts/keys.js';
import { refusalOf } from '../ask/refusal-of.js';
import { keyHeader } from '../ask/run-api.js';
import type { KeyDesk } from './key-desk.js';

const PAGE = 100;
const LIMIT_MS = 30_000;

/** Asks a running instance as an administrator. Each call throws AskError with the API's words when it refuses. */
export function openRemoteDesk(api: string, apiKey: string | undefined): KeyDesk {
  return {
    async create({ owner, ...wanted }) {
      const made = await call('POST', 'users', { id: owner });
      if (!made.ok && made.status !== 409) throw await refusalOf(made);
      const reply = await succeed(call('POST', 'keys', { ...wanted, owner }));
      return CreatedApiKey.parse(await reply.json());
    },

    async list(owner) {
      const found = [];
      for (;;) {
        const query = new URLSearchParams({ limit: String(PAGE), offset: String(found.length) });
        if (owner !== undefined) query.set('owner', owner);
        const reply = await succeed(call('GET', `keys?${query}`));
        const { keys } = ApiKeyList.parse(await reply.json());
        found.push(...keys);
        if (keys.length < PAGE) return found;
      }
    },

    async remove(id) {
      const reply = await call('DELETE', `keys/${encodeURIComponent(id)}`);
      if (reply.status === 404) return false;
      if (!reply.ok) throw await refusalOf(reply);
      return true;
    },

    async close() {},
  };

  function call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(new URL(`api/admin/${path}`, api.endsWith('/') ? api : `${api}/`), {
      method,
      headers: keyHeader(apiKey),
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function succeed(replying: Promise<Response>): Promise<Response> {
    const reply = await replying;
    if (!reply.ok) throw await refusalOf(reply);
    return reply;
  }
}
