import { z } from 'zod';
import { startOwnStack } from '../stack/own-stack.js';
import { cpuSecondsOf, processTree } from '../stack/process-tree.js';
import type { GatewayUnderTest } from './gateway-under-test.js';

/** Whatever servers this shell knows: the measurement leaves nothing on them. An empty setting counts as unset. */
const NO_SERVERS = {
  DATABASE_URL: '',
  WEAVIATE_URL: '',
  MINIO_URL: '',
  TEMPORAL_ADDRESS: '',
  OLLAMA_URL: '',
};

const Made = z.object({ key: z.string() });

/** The built product in one process, with a user's key. Temporal's server, which chats do not use, is not counted. */
export async function startPlumbline(upstream: string): Promise<GatewayUnderTest> {
  const stack = await startOwnStack({
    enginePort: 9,
    pagePort: 9,
    settings: { ...NO_SERVERS, OPENAI_BASE_URL: upstream, CHAT_MODEL: 'stub' },
  });
  const reply = await fetch(`${stack.api}/api/admin/keys`, {
    method: 'POST',
    body: JSON.stringify({ owner: 'local', name: 'bench', scopes: ['chat'] }),
  });
  const { key } = Made.parse(await reply.json());
  return {
    name: 'Plumbline',
    baseUrl: `${stack.api}/v1`,
    key,
    model: 'stub',
    async cpuMs() {
      const all = await processTree(stack.pid);
      return cpuSecondsOf(all.filter(({ name }) => !name.startsWith('temporal'))) * 1_000;
    },
    close: stack.close,
  };
}
