import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SOURCES = [
  'contracts',
  'domain',
  'adapters',
  'activities',
  'workflows',
  'worker',
  'api',
  'infra',
  'cli',
];
const LEAST_NODE = [20, 19];

/** Stops with a plain word on a Node that is too old to run any of this. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(
    `Plumbline needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Installs the packages of the lock file, once for each version of it. */
export function ensureInstalled() {
  const lock = digest([join(ROOT, 'package-lock.json')]);
  const stamp = join(ROOT, 'node_modules', '.plumbline-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing packages (once, about a minute) …');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** Compiles and bundles what has changed since the last build. */
export function ensureBuilt() {
  const sources = digest(SOURCES.flatMap((folder) => filesIn(join(ROOT, folder))));
  const stamp = join(ROOT, 'dist', '.built');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  console.error('Building …');
  run(process.execPath, [join(ROOT, 'scripts', 'build.mjs')]);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(stamp, sources);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
}

/** Paths, sizes and times tell a change in a few milliseconds; contents would take longer than the start. */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
