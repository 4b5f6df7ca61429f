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
  const openedAt = Date.now();
  const receipts: Receipt[] = [];
  const responses: IncomingMessage[] = [];
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const url = new URL(`/api/v1/sessions/${ids[at % ids.length]}/events`, api);
      const response = await opened(url, agent);
      response.on('data', (chunk: Buffer) =>
        receipts.push(...receiptsOf(chunk.toString(), openedAt)),
      );
      responses.push(response);
    }),
  );
  return {
    /** Ends all connections from this side; gives what came by them. */
    leave(): readonly Receipt[] {
      for (const response of responses) response.destroy();
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

/** Each event comes in one piece: it is far smaller than a packet. What was told before is replayed, and no news. */
function receiptsOf(text: string, openedAt: number): Receipt[] {
  const now = Date.now();
  return [...text.matchAll(/^data: (.+)$/gm)].flatMap(([, data = '']) => {
    const { sentAt = 0 } = Data.parse(JSON.parse(data));
    return sentAt < openedAt ? [] : [{ milliseconds: now - sentAt }];
  });
}
