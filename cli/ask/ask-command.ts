import { Command, InvalidArgumentError, Option } from 'commander';
import { EngineChoice, SearchMode } from '../../contracts/search.js';
import { answerQuestion, type StartStack } from './answer-question.js';
import { EXIT } from './ask-error.js';
import { watchInterrupts } from './watch-interrupts.js';

/** `plumbline ask`: asks a running instance, or one that it starts for the question, and prints the answer. */
export function askCommand(start: StartStack = startEmbedded): Command {
  return new Command('ask')
    .description('Ask a question and print the answer with its sources.')
    .argument('<question...>', 'the question; several words are joined')
    .addOption(
      new Option('--mode <mode>', 'how thoroughly: balanced by default').choices(
        SearchMode.options,
      ),
    )
    .addOption(
      new Option('--engine <engine>', 'where to look: auto by default').choices(
        EngineChoice.options,
      ),
    )
    .option('--model <name>', 'a chat model by name')
    .option('--max-sources <number>', 'most sources in the answer, 5 to 50', wholeNumber)
    .option('--timeout <seconds>', 'seconds until an answer is due, 10 to 300', wholeNumber)
    .option('--json', 'print the result as JSON', false)
    .option('--api <url>', 'ask the instance at this address, and start none', webAddress)
    .addHelpText('after', HELP)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.answered : EXIT.badUse))
    .action(async (words: string[], options: object) => {
      process.stdout.on('error', passOverClosedPipe);
      process.exitCode = await answerQuestion({
        words,
        options,
        start,
        output: process.stdout,
        errors: process.stderr,
        interrupted: watchInterrupts(),
      });
      // An idle handle of a library must not keep a finished command alive.
      setTimeout(() => process.exit(), LINGER_MS).unref();
    });
}

const LINGER_MS = 500;

const HELP = `
Without an instance at HOST and PORT, one is started for the question and ended after it.
Progress goes to standard error, the answer to standard output.

Exit codes: 0 answered · 1 failed or out of time · 2 bad use · 130 interrupted (the search is cancelled)`;

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

function webAddress(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It takes an address such as http://127.0.0.1:8001.');
  return text;
}

/** A reader of our output such as `head` may have seen enough; what runs here is still closed in order. */
function passOverClosedPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}

/** Loaded only when it is needed: the stack takes longer to load than a running instance to answer. */
const startEmbedded: StartStack = async (env, options) => {
  const { startStack } = await import('../stack.js');
  return startStack(env, options);
};
