import { Socket } from 'node:net';
import type { OnnxFiles } from './onnx-files.js';
import { FromOnnx, type ToOnnx } from './onnx-messages.js';
import { ownProcess } from './own-process.js';

/** How long texts are for the model. */
export interface TokenCounts {
  /** Of each text, in order. */
  readonly tokens: readonly number[];
  /** What the model reads of a text. */
  readonly mostTokens: number;
}

/** Calls reject with an Error when the model does not open, fails on the texts, or the process dies. */
export interface OnnxWorker {
  embed(texts: readonly string[]): Promise<number[][]>;
  count(texts: readonly string[]): Promise<TokenCounts>;
  ended(): boolean;
  end(): void;
}

type Answer = Extract<FromOnnx, { type: 'vectors' | 'counts' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Starts the embedding process and opens the model. It keeps this process alive only while someone waits. */
export function startOnnxWorker(files: OnnxFiles): OnnxWorker {
  const child = ownProcess('onnx-process');
  const waiting = new Map<number, Waiting>();
  let complaint = '';
  let failure: Error | undefined;
  let asked = 0;

  function settle(id: number, act: (one: Waiting) => void): void {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one !== undefined) act(one);
    if (waiting.size === 0) rest();
  }

  function rest(): void {
    child.unref();
    child.channel?.unref();
    if (child.stderr instanceof Socket) child.stderr.unref();
  }

  function fail(error: Error): void {
    failure ??= error;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  }

  function hear(message: FromOnnx): void {
    if (message.type === 'failed') fail(new Error(message.message));
    if (message.type === 'error') {
      settle(message.id, ({ reject }) => reject(new Error(message.message)));
    }
    if (message.type === 'vectors' || message.type === 'counts')
      settle(message.id, ({ resolve }) => resolve(message));
  }

  const send = (message: ToOnnx) =>
    child.send(message, (error) => {
      if (error) fail(error);
    });

  child.on('message', (message) => hear(FromOnnx.parse(message)));
  child.on('error', fail);
  child.on('exit', (code) => fail(new Error(`its process ended (${code}) ${complaint}`.trim())));
  child.stderr?.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-500);
  });
  send({ type: 'open', ...files });
  rest();

  const ask = (type: 'embed' | 'count', texts: readonly string[]): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.ref();
      child.channel?.ref();
      send({ type, id: asked, texts: [...texts] });
    });

  return {
    async embed(texts) {
      const answer = await ask('embed', texts);
      return answer.type === 'vectors' ? answer.vectors : [];
    },
    async count(texts) {
      const answer = await ask('count', texts);
      return answer.type === 'counts' ? answer : { tokens: [], mostTokens: 0 };
    },
    ended: () => failure !== undefined,
    end: () => {
      fail(new Error('it was ended'));
      child.kill();
    },
  };
}
