import { z } from 'zod';
import { startOwnStack } from '../stack/own-stack.js';
import { patchSettings } from '../stack/patch-settings.js';
import { cpuSecondsOf, processTree } from '../stack/process-tree.js';
import type { GatewayUnderTest } from './gateway-under-test.js';

/** Counted at every request, and never reached. */
const HIGH = { max_requests: 1_000_000_000, window_seconds: 60 };

/** Whatever servers this shell knows: the measurement leaves nothing on them. An empty setting counts as unset. */
const NO_SERVERS = {
  DATABASE_URL: '',
  WEAVIATE_URL: '',
  MINIO_URL: '',
  TEMPORAL_ADDRESS: '',
  OLLAMA_URL: '',
};

const Made = z.object({ key: z.string() });

export interface PlumblineUnderTest extends GatewayUnderTest {
  /** Resident memory of its own process. */
  megabytes(): Promise<number>;
}

interface PlumblineOptions {
  /** Whether a limit for each key and one for all are counted. */
  readonly limits?: boolean;
}

/** The built product in one process, with a user's key. Temporal's server, which chats do not use, is not counted. */
export async function startPlumbline(
  upstream: string,
  { limits = false }: PlumblineOptions = {},
): Promise<PlumblineUnderTest> {
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
  if (limits) await patchSettings(stack.api, { global_limit: HIGH, key_limit: HIGH });
  return {
    name: 'Plumbline',
    baseUrl: `${stack.api}/v1`,
    key,
    model: 'stub',
    async cpuMs() {
      const all = await processTree(stack.pid);
      return cpuSecondsOf(all.filter(({ name }) => !name.startsWith('temporal'))) * 1_000;
    },
    async megabytes() {
      const all = await processTree(stack.pid);
      return all.find(({ pid }) => pid === stack.pid)?.megabytes ?? 0;
    },
    close: stack.close,
  };
}
