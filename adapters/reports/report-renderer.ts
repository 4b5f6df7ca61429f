import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { ServiceError } from '../../contracts/failures.js';
import type { RenderedReport, ReportFormat, ReportRenderer } from '../../contracts/reports.js';
import { threadFile } from '../threads/thread-file.js';
import type { RenderTask } from './render-task.js';

/** Threads cost memory: one that had nothing to do for this long ends. */
const IDLE_MS = 20_000;

interface Limits {
  /** Longest that one report may take, once its thread has begun. */
  readonly renderMs: number;
  readonly memoryMb: number;
  readonly threads: number;
}

interface Options extends Partial<Limits> {
  /** A font file, or a folder of them, that PDF prefers to all others. */
  readonly font?: string | undefined;
}

const LIMITS: Limits = { renderMs: 60_000, memoryMb: 1_024, threads: 2 };

export interface ClosableRenderer extends ReportRenderer {
  close(): Promise<void>;
}

/** Makes reports in threads: each has a time and a memory limit, and what one does costs that one report. */
export function createReportRenderer({ font, ...given }: Options = {}): ClosableRenderer {
  const limits = { ...LIMITS, ...given };
  const pool = new Piscina<RenderTask, RenderedReport>({
    ...threadFile(import.meta.url, 'render-thread'),
    name: 'render',
    minThreads: 0,
    maxThreads: limits.threads,
    idleTimeout: IDLE_MS,
    // A thread that sleeps in Atomics.wait cannot answer the loader that reads TypeScript for it.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
  });
  // A thread that dies fails its own call; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    async render(report, format, signal) {
      const limit = startLimit(limits.renderMs);
      try {
        const task = { report, format, font, begun: limit.begun };
        const either = AbortSignal.any([signal, limit.signal]);
        return await pool.run(task, { signal: either, transferList: [limit.begun] });
      } catch (error) {
        signal.throwIfAborted();
        throw renderFailure(error, { format, late: limit.signal.aborted, limits });
      } finally {
        limit.end();
      }
    },
    close: () => pool.destroy(),
  };
}

/** A time limit that starts when a thread begins: waiting for one, or for its start, is not rendering. */
function startLimit(ms: number) {
  const { port1: heard, port2: begun } = new MessageChannel();
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  heard.once('message', () => {
    timer = setTimeout(() => late.abort(), ms);
  });
  const end = (): void => {
    clearTimeout(timer);
    heard.close();
  };
  return { begun, signal: late.signal, end };
}

interface Attempt {
  readonly format: ReportFormat;
  readonly late: boolean;
  readonly limits: Limits;
}

/** The same report would take as long or as much memory again, so none of these is worth another try. */
function renderFailure(cause: unknown, { format, late, limits }: Attempt): ServiceError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  const instead = 'the formats md, html and json need the least';
  if (late) {
    const message = `The report takes longer than ${limits.renderMs / 1_000} s to make as ${format}; ${instead}`;
    return new ServiceError('too-large', message, { cause });
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `The report needs more than ${limits.memoryMb} MB of memory to make as ${format}; ${instead}`;
    return new ServiceError('too-large', message, { cause });
  }
  return new ServiceError('unreadable', `The report cannot be made as ${format}; ${instead}`, {
    cause,
  });
}
