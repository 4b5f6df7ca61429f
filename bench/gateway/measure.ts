import { quantile } from '../stack/quantile.js';
import { type ChatClient, createChatClient } from './chat-client.js';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { load } from './load.js';
import { CHUNKS } from './stub-words.js';

/** Shares of the time of a measurement for which its like is done before, and not counted: code is compiled as it runs. */
const WARM_UP = 0.5;
const WARM_STREAMS = 0.25;

export interface Measured {
  /** Answers a second, 64 at a time. */
  readonly requestsPerSecond: number;
  /** Milliseconds of processor time for each of them; undefined for the stub. */
  readonly cpuMs: number | undefined;
  /** Median of one at a time. */
  readonly latencyMs: number;
  /** Median until the first text of a stream, one at a time. */
  readonly firstTextMs: number;
  /** Whole streams a second, 16 at a time. */
  readonly streamsPerSecond: number;
  /** Median and 99th percentile from the sending of a chunk at the stub to its arrival, where chunks come apart. */
  readonly chunkMs: readonly [median: number, p99: number];
}

interface Effort {
  /** For each measurement of load. */
  readonly seconds: number;
  /** For each measurement one at a time. */
  readonly times: number;
}

type Asked = Pick<GatewayUnderTest, 'baseUrl' | 'key' | 'model'> &
  Partial<Pick<GatewayUnderTest, 'cpuMs'>>;

/** All measurements of one gateway, or of the stub itself. */
export async function measure(asked: Asked, { seconds, times }: Effort): Promise<Measured> {
  const many = createChatClient(asked, 64);
  const one = createChatClient(asked, 1);
  try {
    await load(64, WARM_UP * seconds, () => many.ask());
    await load(16, WARM_STREAMS * seconds, () => many.stream(false));
    const before = await asked.cpuMs?.();
    const { count, perSecond } = await load(64, seconds, () => many.ask());
    const after = await asked.cpuMs?.();
    const latencies = await inTurn(times, () => one.ask());
    const streams = await inTurn(times, async () => wholeOf(await one.stream(false)).firstMs);
    const streamed = await load(16, seconds, async () => wholeOf(await many.stream(false)));
    return {
      requestsPerSecond: perSecond,
      cpuMs: before === undefined || after === undefined ? undefined : (after - before) / count,
      latencyMs: quantile(latencies, 0.5),
      firstTextMs: quantile(streams, 0.5),
      streamsPerSecond: streamed.perSecond,
      chunkMs: await chunkDelays(one),
    };
  } finally {
    await many.close();
    await one.close();
  }
}

function wholeOf(streamed: Awaited<ReturnType<ChatClient['stream']>>) {
  if (streamed.chunks.length === CHUNKS) return streamed;
  throw new Error(`a stream had ${streamed.chunks.length} chunks instead of ${CHUNKS}`);
}

async function chunkDelays(client: ChatClient): Promise<readonly [number, number]> {
  const delays: number[] = [];
  for (let stream = 0; stream < 4; stream++) {
    const { chunks } = wholeOf(await client.stream(true));
    for (const { text, at } of chunks) delays.push(Number(at - BigInt(text.trim())) / 1e6);
  }
  return [quantile(delays, 0.5), quantile(delays, 0.99)];
}

async function inTurn(times: number, act: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let time = 0; time < times; time++) results.push(await act());
  return results;
}
