import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSource } from './model-source.js';
import { DEFAULT_ONNX_MODEL } from './onnx-files.js';
import { ownProcess } from './own-process.js';

/** The hub's repository with this model as ONNX. */
const REPOSITORY = `Xenova/${DEFAULT_ONNX_MODEL}`;
const LIMIT_MS = 600_000;

/** Lets the library download the model from its hub, and puts the files into `target`. */
export const downloadFromHub: ModelSource = async (target, { runtime, hub = '' }, signal) => {
  const cache = `${target}-hub`;
  const child = ownProcess('onnx-download', [runtime, REPOSITORY, cache, hub]);
  const stop = () => child.kill();
  const timer = setTimeout(stop, LIMIT_MS);
  signal.addEventListener('abort', stop, { once: true });
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-300);
  });
  try {
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(complaint.trim() || 'the download was ended');
    await rm(target, { recursive: true });
    await rename(join(cache, REPOSITORY), target);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await rm(cache, { recursive: true, force: true });
  }
};
