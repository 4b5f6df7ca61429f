import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { ServiceError } from '../../contracts/failures.js';
import type { PageContent } from '../../contracts/pages.js';
import { threadFile } from '../threads/thread-file.js';
import type { ParseReply, ParseRequest, ParseTask } from './parse-request.js';
import type { ReadingLimits } from './reading-limits.js';
import { unreadable } from './unreadable.js';

/** Threads cost memory: one that had nothing to do for this long ends. */
const IDLE_MS = 20_000;

export interface ParsingPool {
  /** Parses a body in a thread of its own. Whatever the body does, it costs this one call. */
  parse(request: ParseRequest, signal: AbortSignal): Promise<PageContent>;
  close(): Promise<void>;
}

type PoolLimits = Pick<ReadingLimits, 'parseMs' | 'parseMemoryMb' | 'parseThreads'>;

/** A bounded set of parsing threads: each call has a time limit, each thread a memory limit. */
export function createParsingPool(limits: PoolLimits): ParsingPool {
  const pool = new Piscina<ParseTask, ParseReply>({
    ...threadFile(import.meta.url, 'parse-worker'),
    name: 'parse',
    minThreads: 0,
    maxThreads: limits.parseThreads,
    idleTimeout: IDLE_MS,
    // A thread that sleeps in Atomics.wait cannot answer the loader that reads TypeScript for it.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: limits.parseMemoryMb },
  });
  // A thread that dies fails its own call; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    async parse(request, signal) {
      const limit = startLimit(limits.parseMs);
      const task = { request, begun: limit.begun };
      try {
        const reply = await pool.run(task, {
          signal: AbortSignal.any([signal, limit.signal]),
          transferList: [request.body.buffer, limit.begun],
        });
        if ('page' in reply) return reply.page;
        throw new ServiceError(reply.failure.code, reply.failure.message);
      } catch (error) {
        signal.throwIfAborted();
        throw parseFailure(error, { url: request.url, late: limit.signal.aborted, limits });
      } finally {
        limit.end();
      }
    },

    async close() {
      await pool.destroy();
    },
  };
}

/** A time limit that starts when a thread begins: waiting for one, or for its start, is not parsing. */
function startLimit(parseMs: number) {
  const { port1: heard, port2: begun } = new MessageChannel();
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  heard.once('message', () => {
    timer = setTimeout(() => late.abort(), parseMs);
  });
  const end = (): void => {
    clearTimeout(timer);
    heard.close();
  };
  return { begun, signal: late.signal, end };
}

interface Attempt {
  readonly url: string;
  readonly late: boolean;
  readonly limits: PoolLimits;
}

/** The same page would take as long or as much memory again, so none of these is worth another try. */
function parseFailure(error: unknown, { url, late, limits }: Attempt): ServiceError {
  if (error instanceof ServiceError) return error;
  const { parseMs, parseMemoryMb } = limits;
  if (late) return unreadable(url, `takes longer than ${parseMs / 1000} s to parse`, error);
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? unreadable(url, `needs more than ${parseMemoryMb} MB of memory to parse`, error)
    : unreadable(url, 'cannot be parsed', error);
}
