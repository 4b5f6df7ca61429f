import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ONNX_PACKAGE } from './onnx-files.js';
import { runCommand } from './run-command.js';

/** Installs the library into a folder of its own, once: a folder that is there is complete. */
export async function fetchOnnxRuntime(runtime: string, signal: AbortSignal): Promise<void> {
  if (existsSync(runtime)) return;
  // Of its own even where processes of several containers share the folder, and with it their numbers.
  const partial = await mkdtemp(`${runtime}.partial-`);
  try {
    await writeFile(join(partial, 'package.json'), JSON.stringify(ONNX_PACKAGE));
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    await runCommand({
      file: 'npm',
      args: [...args, '--omit=dev', '--fetch-retries=1', '--loglevel=error'],
      cwd: partial,
      limitMs: 600_000,
      signal,
    });
    await dropOtherSystems(join(partial, 'node_modules', 'onnxruntime-node', 'bin'));
    await rename(partial, runtime).catch((error: unknown) => {
      if (!existsSync(runtime)) throw error; // else another process was faster
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The runtime's package carries binaries of all systems, 240 MB that this one has no use for. */
async function dropOtherSystems(binaries: string): Promise<void> {
  for (const api of await readdir(binaries)) {
    for (const system of await readdir(join(binaries, api))) {
      for (const cpu of await readdir(join(binaries, api, system))) {
        if (system === process.platform && cpu === process.arch) continue;
        await rm(join(binaries, api, system, cpu), { recursive: true });
      }
    }
  }
}
