import { Client, Connection } from '@temporalio/client';
import { z } from 'zod';
import { runWorkflowId } from '../../contracts/workflow-ids.js';

export interface HistorySize {
  readonly events: number;
  readonly bytes: number;
}

const Health = z.object({
  components: z.array(z.object({ name: z.string(), using: z.string() })),
});

/** How large the histories of these searches are, as Temporal tells it. */
export async function runHistories(
  address: string,
  sessions: readonly string[],
): Promise<HistorySize[]> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    return await Promise.all(
      sessions.map(async (session) => {
        const run = await workflow.getHandle(runWorkflowId('search', session)).describe();
        return { events: run.historyLength, bytes: run.historySize ?? 0 };
      }),
    );
  } finally {
    await connection.close();
  }
}

/** Where the instance's Temporal server listens, as its health page tells. */
export async function temporalAddress(api: string): Promise<string> {
  const reply = await fetch(new URL('/api/v1/health?detail=true', api));
  const { components } = Health.parse(await reply.json());
  const using = components.find(({ name }) => name === 'Temporal')?.using ?? '';
  const address = /[\w.-]+:\d+/.exec(using)?.[0];
  if (address === undefined) throw new Error('Name the Temporal server with --temporal host:port.');
  return address;
}
