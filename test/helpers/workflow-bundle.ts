import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['contracts', 'domain', 'workflows', 'activities'];

let bundle: Promise<{ code: string }> | undefined;

/** Today's workflow code, bundled once for all test files of a run. */
export function workflowBundle(): Promise<{ code: string }> {
  bundle ??= bundled();
  return bundle;
}

async function bundled(): Promise<{ code: string }> {
  const folder = join(root, 'node_modules', '.cache');
  const kept = join(folder, `workflow-bundle-${await newest()}.js`);
  try {
    return { code: await readFile(kept, 'utf8') };
  } catch {
    const workflowsPath = join(root, 'workflows', 'index.ts');
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      logger: new DefaultLogger('ERROR'),
    });
    await mkdir(folder, { recursive: true });
    await writeFile(`${kept}.${process.pid}`, code);
    await rename(`${kept}.${process.pid}`, kept);
    return { code };
  }
}

/** Time of the newest source, in milliseconds. */
async function newest(): Promise<number> {
  const times = await Promise.all(
    SOURCES.map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true });
      const stats = await Promise.all(entries.map((entry) => stat(join(root, folder, entry))));
      return Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
    }),
  );
  return Math.round(Math.max(...times));
}
