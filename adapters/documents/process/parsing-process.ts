import { rmSync } from 'node:fs';
import { ServiceError } from '../../../contracts/failures.js';
import { makeFolder } from '../../scratch/make-folder.js';
import { unreadable } from '../unreadable.js';
import { endGroup } from './end-group.js';
import { forkParser } from './fork-parser.js';
import { MEMORY_MARK } from './memory-mark.js';
import { FromParser, type ToParser } from './parser-messages.js';

/** A parsing process of this machine. One call at a time. */
export interface ParsingProcess {
  /** Throws ServiceError as the parser says, or for a process that was silent too long, too large, or gone. */
  call(message: ToParser, signal: AbortSignal): Promise<FromParser>;
  ended(): boolean;
  end(): void;
}

export interface ProcessSettings {
  readonly memoryMb: number;
  readonly stepMs: number;
  /** Where the process has a folder of its own for temporary files; unset, in that of the system. */
  readonly scratch?: string | undefined;
}

/** The last words of a process that are kept. */
const STDERR_CHARS = 4_000;

/** Throws ServiceError 'storage-full' or 'unavailable' when it can have no folder of its own. */
export function startParsingProcess({
  memoryMb,
  stepMs,
  scratch,
}: ProcessSettings): ParsingProcess {
  // Its own, since a process that is killed cannot take its files away.
  const folder = makeFolder('parser', scratch);
  const child = forkParser(memoryMb, folder);
  let stderr = '';
  let gone: ServiceError | undefined;
  let settle: ((reply: FromParser | ServiceError) => void) | undefined;

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS);
  });
  child.on('message', (message) => settle?.(FromParser.parse(message)));
  // The stream of last words is closed before this event, so they are all here.
  child.on('close', (_code, signal) => {
    rmSync(folder, { recursive: true, force: true });
    gone ??= endOf(stderr, signal, memoryMb);
    settle?.(gone);
  });
  child.on('exit', killAll);
  child.on('error', (error) => {
    gone ??= new ServiceError('unavailable', 'no parsing process can be started', { cause: error });
    settle?.(gone);
  });

  function end(reason: ServiceError): void {
    gone ??= reason;
    killAll();
    settle?.(gone);
  }

  /** Programs that it has started would outlive it. */
  function killAll(): void {
    if (child.pid !== undefined) endGroup(child.pid);
  }

  return {
    async call(message, signal) {
      signal.throwIfAborted();
      if (gone !== undefined) throw gone;
      const timer = setTimeout(() => end(tooSlow(stepMs)), stepMs);
      const abort = () => end(new ServiceError('unavailable', 'parsing was ended'));
      signal.addEventListener('abort', abort, { once: true });
      try {
        const reply = await new Promise<FromParser | ServiceError>((resolve) => {
          settle = resolve;
          child.send(message, (error) => error !== null && killAll());
        });
        signal.throwIfAborted();
        if (reply instanceof ServiceError) throw reply;
        if (reply.type === 'failed') throw new ServiceError(reply.code, reply.message);
        return reply;
      } finally {
        settle = undefined;
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      }
    },
    ended: () => gone !== undefined,
    end: () => end(new ServiceError('unavailable', 'parsing was ended')),
  };
}

function tooSlow(stepMs: number): ServiceError {
  return unreadable(
    `takes longer than ${stepMs / 1_000} s to parse: split it, or raise DOCUMENT_PARSE_SECONDS`,
  );
}

/** The same document would take as much memory again; a process ended from outside is worth another try. */
function endOf(stderr: string, signal: NodeJS.Signals | null, memoryMb: number): ServiceError {
  if (stderr.includes(MEMORY_MARK) || /heap out of memory|ERR_MEMORY/i.test(stderr)) {
    return unreadable(
      `needs more than ${memoryMb} MB of memory to parse: split it, or raise DOCUMENT_PARSE_MEMORY_MB`,
    );
  }
  return signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT'
    ? new ServiceError('unavailable', `the parsing process was ended from outside (${signal})`)
    : unreadable('makes its parser crash: save it anew with its program and add that');
}
