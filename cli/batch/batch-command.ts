import { Command, Option } from 'commander';
import { QUESTION_KINDS } from '../../contracts/batches.js';
import { EngineChoice, SearchMode } from '../../contracts/search.js';
import type { StartStack } from '../ask/at-instance.js';
import { webAddress, wholeNumber } from '../ask/option-values.js';
import { runCommand, startEmbedded, withExitCodes } from '../ask/run-command.js';
import { conductBatch } from './conduct-batch.js';

/** `plumbline batch`: has a file of questions answered by a running instance, or one that it starts. */
export function batchCommand(start: StartStack = startEmbedded): Command {
  return withExitCodes(new Command('batch'))
    .description('Answer every question of a file and write the results as JSON Lines.')
    .argument('[file]', 'questions: .jsonl, .csv or .json')
    .option('--out <file>', 'write the results to a file instead of standard output')
    .option('--skip-invalid', 'answer the rest when some lines are no questions', false)
    .option('--leave', 'on Ctrl-C leave the batch going instead of cancelling it', false)
    .option('--follow <id>', 'follow a batch that was started before')
    .addOption(new Option('--kind <kind>', 'search by default').choices([...QUESTION_KINDS]))
    .addOption(new Option('--mode <mode>', 'how thoroughly').choices(SearchMode.options))
    .addOption(new Option('--engine <engine>', 'where to look').choices(EngineChoice.options))
    .option('--model <name>', 'a chat model by name')
    .option('--window <number>', 'questions worked on at a time, 1 to 64', wholeNumber)
    .option('--name <text>', 'a word for people')
    .option('--api <url>', 'ask the instance at this address, and start none', webAddress)
    .addHelpText('after', HELP)
    .action((file: string | undefined, options: object) =>
      runCommand(options, start, (commanded) => conductBatch({ file, ...commanded })),
    );
}

const HELP = `
Options hold for questions that do not say otherwise in the file.
Progress goes to standard error, results to standard output or to the file of --out.

Exit codes: 0 all answered · 1 some failed · 2 bad use · 130 interrupted (the batch is cancelled, unless --leave)`;
