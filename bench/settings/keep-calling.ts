const AGENT = 'plumbline-bench/1';
const BODY = JSON.stringify({ messages: [{ role: 'user', content: 'Say it.' }] });

interface Seen {
  /** When the last call began that was answered otherwise, by `performance.now()`; by process. */
  readonly lastOther: readonly number[];
  /** Calls that were answered so; by process. */
  readonly answers: readonly number[];
}

export interface Calling {
  /** From now on calls are expected to be answered so; gives what is seen until it is read. */
  expect(status: number): () => Seen;
  stop(): Promise<void>;
}

/** Many clients that ask for chats without a pause, every other one of them each process. */
export function keepCalling(
  urls: readonly string[],
  { key, callers }: { readonly key: string; readonly callers: number },
): Calling {
  let expected = 200;
  let lastOther = urls.map(() => 0);
  let answers = urls.map(() => 0);
  let stopped = false;
  const headers = { authorization: `Bearer ${key}`, 'user-agent': AGENT };

  const all = Array.from({ length: callers }, async (_, caller) => {
    const which = caller % urls.length;
    while (!stopped) {
      const beganAt = performance.now();
      const status = await call(`${urls[which]}/v1/chat/completions`, headers);
      if (status === expected) answers[which] = (answers[which] ?? 0) + 1;
      else lastOther[which] = Math.max(lastOther[which] ?? 0, beganAt);
    }
  });

  return {
    expect(status) {
      expected = status;
      lastOther = urls.map(() => 0);
      answers = urls.map(() => 0);
      return () => ({ lastOther: [...lastOther], answers: [...answers] });
    },
    async stop() {
      stopped = true;
      await Promise.all(all);
    },
  };
}

/** The status; 0 for no answer. */
async function call(url: string, headers: Record<string, string>): Promise<number> {
  try {
    const reply = await fetch(url, { method: 'POST', headers, body: BODY });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}
