import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A program that ran this long before it ended starts with the shortest pause again. */
const STEADY_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

export interface Supervised {
  pid(): number | undefined;
  /** Ends the program: politely, then by force. */
  stop(): Promise<void>;
}

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  /** File descriptor that takes what it prints. */
  readonly output: number;
  onStart(pid: number): void;
  /** Hears of each end that nobody asked for; the program is started again. */
  onExit(code: number | null): void;
}

/** Keeps a program running. Rejects when it cannot be started at all. */
export async function supervise(program: Program): Promise<Supervised> {
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let child = await start(program);
  watch();

  function watch(): void {
    const startedMs = Date.now();
    child.once('exit', (code) => {
      if (stopping) return;
      program.onExit(code);
      pause =
        Date.now() - startedMs > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      timer = setTimeout(restart, pause);
    });
  }

  function restart(): void {
    start(program).then(
      (started) => {
        child = started;
        watch();
      },
      () => {
        timer = setTimeout(restart, LONGEST_PAUSE_MS);
      },
    );
  }

  return {
    pid: () => child.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

async function start({ path, args, output, onStart }: Program): Promise<ChildProcess> {
  const child = spawn(path, args, {
    stdio: ['ignore', output, output],
    // Ctrl-C reaches the whole terminal group; the workers need the server until they have drained.
    detached: true,
  });
  await once(child, 'spawn'); // rejects with the error event when there is no such program
  if (child.pid !== undefined) onStart(child.pid);
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
