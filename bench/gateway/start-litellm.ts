import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../stack/free-port.js';
import { cpuSecondsOf, processTree } from '../stack/process-tree.js';
import type { GatewayUnderTest } from './gateway-under-test.js';

const START_LIMIT_MS = 120_000;
const KEY = 'sk-bench';

/** LiteLLM's proxy with one worker and a master key, without a database. */
export async function startLiteLlm(program: string, upstream: string): Promise<GatewayUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-litellm-'));
  const config = join(folder, 'config.yaml');
  await writeFile(config, configFor(upstream));
  const port = await freePort();
  const args = ['--config', config, '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(program, [...args, '--num_workers', '1'], {
    stdio: 'ignore',
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      // Nothing is fetched at its start.
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      LITELLM_LOG: 'ERROR',
    },
  });
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))]);
    await rm(folder, { recursive: true, force: true });
  };
  const root = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < START_LIMIT_MS; waited += 200) {
    if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode}.`);
    const reply = await fetch(`${root}/health/liveliness`).catch(() => undefined);
    if (reply?.ok) {
      const cpuMs = async () => cpuSecondsOf(await processTree(child.pid ?? 0)) * 1_000;
      return { name: 'LiteLLM', baseUrl: `${root}/v1`, key: KEY, model: 'stub', cpuMs, close };
    }
    await sleep(200);
  }
  await close();
  throw new Error(`${program} was not ready in time.`);
}

function configFor(upstream: string): string {
  return `model_list:
  - model_name: stub
    litellm_params:
      model: openai/stub
      api_base: ${upstream}
      api_key: sk-upstream
general_settings:
  master_key: ${KEY}
litellm_settings:
  telemetry: false
`;
}
