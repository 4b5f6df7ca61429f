import { Command, Option } from 'commander';
import { EngineChoice, SearchMode } from '../../contracts/search.js';
import type { StartStack } from '../ask/at-instance.js';
import { webAddress, wholeNumber } from '../ask/option-values.js';
import { runCommand, startEmbedded, withExitCodes } from '../ask/run-command.js';
import { conductResearch } from './conduct-research.js';
import { personHere } from './person-here.js';

/** `plumbline research`: researches a question at a running instance, or one that it starts, and prints the report. */
export function researchCommand(start: StartStack = startEmbedded): Command {
  return withExitCodes(new Command('research'))
    .description('Research a question in rounds and print or write a checked report.')
    .argument('<question...>', 'the question; several words are joined')
    .option('--iterations <number>', 'most rounds, 1 to 10; 3 by default', wholeNumber)
    .option('--approve', 'show the plan and ask before the first search', false)
    .option('--out <file>', 'write the report to a file ending in .md, .html, .pdf, .docx or .json')
    .addOption(
      new Option('--mode <mode>', 'how thoroughly: deep by default').choices(SearchMode.options),
    )
    .addOption(
      new Option('--engine <engine>', 'where to look: auto by default').choices(
        EngineChoice.options,
      ),
    )
    .option('--model <name>', 'a chat model by name')
    .option('--timeout <seconds>', 'seconds until the report is due; 300 by default', wholeNumber)
    .option('--follow-up <id>', 'start from the evidence of a session that has ended')
    .option('--json', 'print the result as JSON', false)
    .option('--api <url>', 'ask the instance at this address, and start none', webAddress)
    .addHelpText('after', HELP)
    .action((words: string[], options: object) =>
      runCommand(options, start, (commanded) =>
        conductResearch({ words, person: personHere(process.stderr), ...commanded }),
      ),
    );
}

const HELP = `
Without an instance at HOST and PORT, one is started for the research and ended after it.
Progress goes to standard error, the report to standard output or to the file of --out.

Exit codes: 0 reported · 1 failed or out of time · 2 bad use · 130 interrupted or declined (the research is cancelled)`;
