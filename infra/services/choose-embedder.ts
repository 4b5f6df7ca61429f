import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createOnnxEmbedder, type OnnxEmbedder } from '../../adapters/embeddings/onnx-embedder.js';
import { onnxFiles } from '../../adapters/embeddings/onnx-files.js';
import { prepareOnnx } from '../../adapters/embeddings/prepare-onnx.js';
import type { Component } from '../../contracts/health.js';
import type { Embedder } from '../../contracts/models.js';
import { isSpaceOf } from '../../contracts/passage-index.js';
import type { Env } from '../env.js';
import { type FoundEmbedder, findEmbedder, findServerOf } from './find-embedder.js';

/** Between two looks for a model that no server had. */
const LOOK_AGAIN_MS = 30_000;

export interface EmbedderChoice {
  /**
   * The embedder once it is ready. While there is none, a call looks for it in the background: at model servers, which
   * may have started or pulled it since, and for an in-process one it fetches what is missing.
   */
  current(): Embedder | undefined;
  /** That of a space of passages: the one that is ready, or an earlier one that may still be there to ask. */
  of(space: string): Embedder | undefined;
  /** `current`, unless it is a server's. */
  inProcess(): OnnxEmbedder | undefined;
  /** The name of the embedder when it is ready; asking fetches nothing. */
  readyModel(): string | undefined;
  describe(): Component;
  close(): Promise<void>;
}

/** The embedder of this instance: a model server's, else one in a process of its own, else none: keyword ranking. */
export async function chooseEmbedder(
  env: Env,
  tell: (line: string) => void,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<EmbedderChoice> {
  const closing = new AbortController();
  let chosen = await findEmbedder(env);
  let lookedAt = performance.now();
  let looking: Promise<void> | undefined;
  let onnx: OnnxEmbedder | undefined;
  let preparing: Promise<void> | undefined;
  const folder = join(env.PLUMBLINE_HOME, 'embeddings');
  const settings = { folder, modelDir: env.EMBEDDING_MODEL_DIR };
  const hasRuntime = () => existsSync(onnxFiles(folder, env.EMBEDDING_MODEL_DIR).runtime);
  // Where a server embeds now: its process starts with the first question about documents that are still in its space.
  const earlier = createOnnxEmbedder(settings);
  // A name is that of a server's model: another model in its place would put passages where no query looks.
  const mayPrepare = env.EMBEDDING_MODEL === undefined && chosen.embedder === undefined;
  if (mayPrepare && hasRuntime()) prepare();

  /** Failures are told as the reason why ranking is by keywords. */
  function prepare(): void {
    preparing ??= prepareOnnx({ ...settings, log: tell }, closing.signal)
      .then((outcome) => {
        if (chosen.embedder !== undefined) return;
        if (outcome !== 'ready') {
          chosen = { embedder: undefined, why: outcome.unavailable };
          return;
        }
        onnx = createOnnxEmbedder(settings);
        chosen = { embedder: onnx, why: 'no model server embeds' };
      })
      .catch(() => {}); // the instance is closing
  }

  function lookAgain(): void {
    if (env.EMBEDDING_MODEL === 'none' || chosen.embedder !== undefined) return;
    if (looking !== undefined || performance.now() - lookedAt < lookAgainMs) return;
    looking = findEmbedder(env)
      .then((found) => {
        if (found.embedder !== undefined && chosen.embedder === undefined) chosen = found;
      })
      .finally(() => {
        lookedAt = performance.now();
        looking = undefined;
      });
  }

  function seek(): void {
    lookAgain();
    if (mayPrepare && chosen.embedder === undefined) prepare();
  }

  return {
    current() {
      seek();
      return chosen.embedder;
    },
    of(space) {
      const ready = chosen.embedder;
      if (ready !== undefined && isSpaceOf(space, ready.name)) return ready;
      if (env.EMBEDDING_MODEL === 'none') return undefined;
      return isSpaceOf(space, earlier.name) && hasRuntime() ? earlier : findServerOf(env, space);
    },
    inProcess() {
      seek();
      return onnx;
    },
    readyModel() {
      lookAgain();
      return chosen.embedder?.name;
    },
    describe: () => describe(chosen),
    async close() {
      closing.abort();
      await Promise.all([preparing, looking]);
      onnx?.close();
      earlier.close();
    },
  };
}

function describe({ embedder, why }: FoundEmbedder): Component {
  const name = 'embeddings';
  if (embedder !== undefined) return { name, state: 'ready', using: embedder.name, why };
  return { name, state: 'off', using: 'keyword ranking', why };
}
