import { Command } from 'commander';
import { readEnv } from '../infra/env.js';
import { HomeInUseError } from '../infra/home/claim-home.js';
import { firstQuestion } from './first-question.js';
import { printComponents } from './print-components.js';
import { type Stack, startStack } from './stack.js';

/** `plumbline start`: the whole product in one process, until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description('Start the API, the workers, Temporal and the embedded stores in one process.')
    .addHelpText('after', '\nSettings are environment variables; see .env.example for all of them.')
    .action(async () => {
      const stack = await open();
      process.stdout.write(`${printComponents(stack.components)}\n`);
      process.stdout.write(`${addressesOf(stack)}\n${firstQuestion(stack.url)}\n`);
      await untilSignal();
      console.error('\nStopping: what is under way goes on at the next start …');
      await stack.close();
      process.exit(0); // an idle handle of a library must not keep a stopped product alive
    });
}

async function open(): Promise<Stack> {
  try {
    return await startStack(readEnv(), { log: (line) => console.error(line) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(error instanceof HomeInUseError ? 3 : 1);
  }
}

function addressesOf({ url, temporalPage }: Stack): string {
  const lines = [
    ['API', `${url}/api/v1`],
    ['API documents', `${url}/api/docs`],
    ...(temporalPage === null ? [] : [['Temporal', temporalPage]]),
  ];
  return lines.map(([name = '', address = '']) => `${name.padEnd(15)}${address}`).join('\n');
}

/** A second signal ends at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}
