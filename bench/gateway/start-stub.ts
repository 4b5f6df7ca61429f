import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Stub {
  /** Ends in /v1. */
  readonly baseUrl: string;
  close(): void;
}

/** Starts the model server that answers at once. */
export async function startStub(): Promise<Stub> {
  const child = fork(fileURLToPath(new URL('stub-upstream.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('the stub has no output');
  const lines = createInterface({ input: child.stdout });
  const [baseUrl] = await once(lines, 'line');
  return { baseUrl: String(baseUrl), close: () => void child.kill() };
}
