import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { z } from 'zod';

export interface Receipt {
  /** From before the event was entered until its follower had it. */
  readonly milliseconds: number;
}

const Data = z.object({ sentAt: z.number().optional() });

/** Opens the followers, spread over the runs, each on a connection of its own; resolves when all are answered. */
export async function followAll(api: string, ids: readonly string[], count: number) {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const receipts: Receipt[] = [];
  const ends: Promise<unknown>[] = [];
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const url = new URL(`/api/v1/sessions/${ids[at % ids.length]}/events`, api);
      const response = await opened(url, agent);
      response.on('data', (chunk: Buffer) => note(chunk.toString(), receipts));
      ends.push(once(response, 'end'));
    }),
  );
  return {
    /** Resolves when the streams have ended. */
    async ended(): Promise<readonly Receipt[]> {
      await Promise.all(ends);
      return receipts;
    },
  };
}

async function opened(url: URL, agent: Agent): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200)
    throw new Error(`A follower was answered ${response.statusCode}.`);
  return response;
}

/** Each event comes in one piece: it is far smaller than a packet. */
function note(text: string, receipts: Receipt[]): void {
  const now = Date.now();
  for (const [, data = ''] of text.matchAll(/^data: (.+)$/gm)) {
    const { sentAt } = Data.parse(JSON.parse(data));
    if (sentAt !== undefined) receipts.push({ milliseconds: now - sentAt });
  }
}
