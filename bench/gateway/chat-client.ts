import { createParser } from 'eventsource-parser';
import { Pool } from 'undici';
import { z } from 'zod';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { PACED_WORD } from './stub-words.js';

export interface Streamed {
  /** Milliseconds until the first chunk with text. */
  readonly firstMs: number;
  /** Texts of the chunks, with the time of each by the clock of `process.hrtime`. */
  readonly chunks: readonly { readonly text: string; readonly at: bigint }[];
}

/** Asks a gateway, as often at once as it is told to. Throws for anything but an answer. */
export interface ChatClient {
  /** Milliseconds of one answer that is not streamed. */
  ask(): Promise<number>;
  stream(paced: boolean): Promise<Streamed>;
  close(): Promise<void>;
}

export function createChatClient(
  { baseUrl, key, model }: Pick<GatewayUnderTest, 'baseUrl' | 'key' | 'model'>,
  connections: number,
): ChatClient {
  const { origin, pathname } = new URL(`${baseUrl}/chat/completions`);
  const pool = new Pool(origin, { connections, headersTimeout: 60_000 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const bodyOf = (content: string, stream: boolean) =>
    JSON.stringify({ model, messages: [{ role: 'user', content }], stream });
  const [whole, atOnce, paced] = [
    bodyOf('Say something.', false),
    bodyOf('Say something.', true),
    bodyOf(`Say something ${PACED_WORD}.`, true),
  ];

  async function send(body: string) {
    const reply = await pool.request({ path: pathname, method: 'POST', headers, body });
    if (reply.statusCode === 200) return reply.body;
    throw new Error(`${baseUrl} answered ${reply.statusCode}: ${await reply.body.text()}`);
  }

  return {
    async ask() {
      const startedAt = performance.now();
      await (await send(whole)).arrayBuffer();
      return performance.now() - startedAt;
    },

    async stream(slowly) {
      const startedAt = performance.now();
      const body = await send(slowly ? paced : atOnce);
      let firstMs: number | undefined;
      const chunks: { text: string; at: bigint }[] = [];
      let at = 0n;
      const parser = createParser({
        onEvent({ data }) {
          const text = textIn(data);
          if (text === '') return;
          firstMs ??= performance.now() - startedAt;
          chunks.push({ text, at });
        },
      });
      for await (const bytes of body) {
        at = process.hrtime.bigint();
        parser.feed(Buffer.from(bytes).toString());
      }
      return { firstMs: firstMs ?? Number.POSITIVE_INFINITY, chunks };
    },

    close: () => pool.close(),
  };
}

const Chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }) })),
});

function textIn(data: string): string {
  if (data === '[DONE]') return '';
  return Chunk.parse(JSON.parse(data)).choices[0]?.delta.content ?? '';
}
