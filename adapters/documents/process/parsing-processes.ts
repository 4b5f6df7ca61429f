import PQueue from 'p-queue';
import {
  type ParsingProcess,
  type ProcessSettings,
  startParsingProcess,
} from './parsing-process.js';

interface PoolSettings extends ProcessSettings {
  readonly processes: number;
  /** A process that had nothing to do for this long ends. */
  readonly idleMs?: number | undefined;
}

/** A process of the pool, lent to one document. */
export interface Lent {
  readonly process: ParsingProcess;
  /** Gives it back: kept for the next document when it is as good as new. */
  giveBack(reusable: boolean): void;
}

export interface ParsingProcesses {
  /** Waits for a free process; an abort leaves the queue and throws the signal's reason. */
  borrow(signal: AbortSignal): Promise<Lent>;
  close(): void;
}

/**
 * Processes cost memory, most of all while the passages of their document are written to the index: a folder's next
 * file comes sooner than this, and a new process starts in about a second.
 */
const IDLE_MS = 300;

/** A bounded set of parsing processes, started when they are needed. */
export function createParsingProcesses(settings: PoolSettings): ParsingProcesses {
  const { idleMs = IDLE_MS } = settings;
  const turns = new PQueue({ concurrency: settings.processes });
  const idle = new Map<ParsingProcess, NodeJS.Timeout>();
  const lent = new Set<ParsingProcess>();

  function take(): ParsingProcess {
    for (const [process, timer] of idle) {
      clearTimeout(timer);
      idle.delete(process);
      if (!process.ended()) return process;
    }
    return startParsingProcess(settings);
  }

  function keep(process: ParsingProcess): void {
    const timer = setTimeout(() => {
      idle.delete(process);
      process.end();
    }, idleMs);
    idle.set(process, timer.unref());
  }

  return {
    borrow(signal) {
      return new Promise<Lent>((resolve, reject) => {
        const turn = () =>
          new Promise<void>((endTurn) => {
            const process = take();
            lent.add(process);
            const giveBack = (reusable: boolean): void => {
              if (!lent.delete(process)) return;
              if (reusable && !process.ended()) keep(process);
              else process.end();
              endTurn();
            };
            resolve({ process, giveBack });
          });
        turns.add(turn, { signal }).catch(reject);
      });
    },

    close() {
      for (const timer of idle.values()) clearTimeout(timer);
      for (const process of [...idle.keys(), ...lent]) process.end();
      idle.clear();
    },
  };
}
