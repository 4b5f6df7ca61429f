import { Command, InvalidArgumentError } from 'commander';
import { SCOPES, type Scope } from '../../contracts/callers.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import { readEnv } from '../../infra/env.js';
import { addressOf } from '../ask/address-of.js';
import type { KeyDesk } from './key-desk.js';
import { openKeyDesk } from './open-key-desk.js';
import { printKeys } from './print-keys.js';

interface Surroundings {
  readonly output: { write(text: string): unknown };
  readonly errors: { write(text: string): unknown };
  /** In place of the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
}

interface CreateOptions {
  readonly owner: string;
  readonly name: string;
  readonly scopes?: Scope[];
  readonly days?: string;
}

/** `plumbline keys`: makes, lists and deletes API keys, in the database or through the instance that owns it. */
export function keysCommand(
  { output, errors, environment }: Surroundings = {
    output: process.stdout,
    errors: process.stderr,
  },
): Command {
  const keys = new Command('keys').description('Make, list and delete API keys.');
  keys
    .command('create')
    .description('Make a key and print it, this once.')
    .option('--owner <user>', 'whose key it is; an unknown user is made', LOCAL_OWNER)
    .option('--name <name>', 'what it is for', 'made in the terminal')
    .option('--scopes <list>', `parted by commas, of ${SCOPES.join(', ')}; all but admin`, scopes)
    .option('--days <number>', 'days after which it stops working; never by default', days)
    .action(({ owner, name, scopes: wanted, days: expires_at }: CreateOptions) =>
      atDesk(async (desk) => {
        const options = { scopes: wanted ?? null, expires_at: expires_at ?? null };
        const made = await desk.create({ owner, name, ...options });
        errors.write(`Key ${made.id} of ${owner}, shown this once:\n`);
        output.write(`${made.key}\n`);
      }),
    );
  keys
    .command('list')
    .description('List keys without their content.')
    .option('--owner <user>', 'only those of a user')
    .action(({ owner }: { owner?: string }) =>
      atDesk(async (desk) => void output.write(`${printKeys(await desk.list(owner))}\n`)),
    );
  keys
    .command('delete')
    .description('Delete keys; they stop working at once, on every process.')
    .argument('[id...]', 'ids as `list` shows them')
    .option('--all', 'delete every key', false)
    .action((ids: string[], { all }: { all: boolean }) =>
      atDesk(async (desk) => {
        const wanted = all ? (await desk.list(undefined)).map(({ id }) => id) : ids;
        if (ids.length === 0 && !all) throw new Error('Name the key by its id, or use --all.');
        for (const id of wanted) {
          if (!(await desk.remove(id))) throw new Error(`There is no key ${id}`);
          errors.write(`Deleted ${id}\n`);
        }
      }),
    );
  return keys;

  async function atDesk(work: (desk: KeyDesk) => Promise<void>): Promise<void> {
    let desk: KeyDesk | undefined;
    try {
      const env = readEnv(environment);
      desk = await openKeyDesk(env, addressOf(env));
      await work(desk);
    } catch (error) {
      errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    } finally {
      await desk?.close();
    }
  }
}

function scopes(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = SCOPES.find((known) => known === word.trim());
    if (scope === undefined) throw new InvalidArgumentError(`It takes ${SCOPES.join(', ')}.`);
    return scope;
  });
}

function days(text: string): string {
  const number = Number(text);
  if (!(number > 0 && number <= 36_500))
    throw new InvalidArgumentError('It takes a number of days.');
  return new Date(Date.now() + number * 86_400_000).toISOString();
}
