import type { Command } from 'commander';
import { EXIT } from './ask-error.js';
import type { Commanded, StartStack } from './at-instance.js';
import { watchInterrupts } from './watch-interrupts.js';

const LINGER_MS = 500;

/** Ends the process with the exit codes of this product where commander finds bad use. */
export function withExitCodes(command: Command): Command {
  return command.exitOverride(({ exitCode }) =>
    process.exit(exitCode === 0 ? EXIT.answered : EXIT.badUse),
  );
}

/** Runs a command on the streams of the process and ends the process with its exit code. */
export async function runCommand(
  options: object,
  start: StartStack,
  work: (commanded: Commanded) => Promise<number>,
): Promise<void> {
  process.stdout.on('error', passOverClosedPipe);
  process.exitCode = await work({
    options,
    start,
    output: process.stdout,
    errors: process.stderr,
    interrupted: watchInterrupts(),
  });
  // An idle handle of a library must not keep a finished command alive.
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

/** A reader of our output such as `head` may have seen enough; what runs here is still closed in order. */
function passOverClosedPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}

/** Loaded only when it is needed: the stack takes longer to load than a running instance to answer. */
export const startEmbedded: StartStack = async (env, options) => {
  const { startStack } = await import('../stack.js');
  return startStack(env, options);
};
