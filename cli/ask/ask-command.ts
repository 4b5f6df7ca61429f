import { Command, Option } from 'commander';
import { EngineChoice, SearchMode } from '../../contracts/search.js';
import { answerQuestion } from './answer-question.js';
import type { StartStack } from './at-instance.js';
import { webAddress, wholeNumber } from './option-values.js';
import { runCommand, startEmbedded, withExitCodes } from './run-command.js';

/** `plumbline ask`: asks a running instance, or one that it starts for the question, and prints the answer. */
export function askCommand(start: StartStack = startEmbedded): Command {
  return withExitCodes(new Command('ask'))
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
    .action((words: string[], options: object) =>
      runCommand(options, start, (commanded) => answerQuestion({ words, ...commanded })),
    );
}

const HELP = `
Without an instance at HOST and PORT, one is started for the question and ended after it.
Progress goes to standard error, the answer to standard output.

Exit codes: 0 answered · 1 failed or out of time · 2 bad use · 130 interrupted (the search is cancelled)`;
