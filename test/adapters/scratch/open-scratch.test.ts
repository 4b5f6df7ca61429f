import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScratch } from '../../../adapters/scratch/open-scratch.js';
import { scratchPrefix } from '../../../adapters/scratch/scratch-name.js';

let parent: string;
const warned: string[] = [];
const warn = (_error: unknown, message: string) => void warned.push(message);

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'plumbline-parent-'));
  warned.length = 0;
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** A process that listens in its folder, as ours do, and holds a file there. */
async function otherProcess() {
  const folder = await mkdtemp(join(parent, scratchPrefix()));
  await mkdir(join(folder, 'work'));
  await writeFile(join(folder, 'work', 'document'), 'bytes');
  const script = `require('node:net').createServer().listen(process.argv[1], () => console.log('on'))`;
  const child = spawn(process.execPath, ['-e', script, join(folder, 'living')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    name: folder.slice(parent.length + 1),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    stop: () => child.kill('SIGSTOP'),
  };
}

test('the folder of a process that was killed is taken away by the next one, that of a living one is not', async () => {
  const [living, stopped, killed] = await Promise.all([1, 2, 3].map(otherProcess));
  await killed?.kill();
  stopped?.stop();
  await mkdir(join(parent, `${scratchPrefix('another machine')}a`));
  await mkdir(join(parent, `${scratchPrefix()}just-made`));
  await mkdir(join(parent, 'of-somebody-else'));

  const scratch = await openScratch({ parent, warn });

  const left = await readdir(parent);
  expect(left).not.toContain(killed?.name);
  expect(left).toEqual(
    expect.arrayContaining([
      living?.name,
      stopped?.name,
      `${scratchPrefix('another machine')}a`,
      `${scratchPrefix()}just-made`,
      'of-somebody-else',
    ]),
  );
  expect(warned).toEqual([]);
  await scratch.close();
  await living?.kill();
  await stopped?.kill();
});

test('a process leaves the folder of another one in itself alone, and takes its own away when it closes', async () => {
  const first = await openScratch({ parent, warn });
  const second = await openScratch({ parent, warn });
  await writeFile(join(first.folder, 'document'), 'bytes');

  expect(await readdir(first.folder)).toContain('document');
  expect(second.folder).not.toBe(first.folder);
  await first.close();
  await second.close();

  expect(await readdir(parent)).toEqual([]);
});

test('a folder that cannot be made is told, and keeps nothing from starting', async () => {
  const missing = join(parent, 'missing');

  const scratch = await openScratch({ parent: missing, warn });

  expect(scratch.folder).toBe(missing);
  expect(warned).toHaveLength(2);
  await scratch.close();
});

test('a path too long for a socket still gives a folder', async () => {
  const long = join(parent, 'a'.repeat(120));
  await mkdir(long);

  const scratch = await openScratch({ parent: long, warn });
  await writeFile(join(scratch.folder, 'document'), 'bytes');
  await scratch.close();

  expect(await readdir(long)).toEqual([]);
  expect(warned).toEqual([]);
});
