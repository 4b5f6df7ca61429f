import type { ChatPart } from '../contracts/models.js';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { Usage } from '../contracts/usage.js';
import type { TellStep } from './tell-step.js';

/** Deltas are told together for this long: one event for a handful of tokens. */
const GATHER_MS = 50;

export interface Streamed {
  readonly text: string;
  readonly usage: Usage;
  /** True when the model ran into its limit of tokens before it was done. */
  readonly cut: boolean;
}

/** Takes in a reply as it is written and tells it in pieces of about 50 ms. Reasoning is told apart, never as answer. */
export async function writeStream(
  parts: AsyncIterable<ChatPart>,
  tell: TellStep,
): Promise<Streamed> {
  let text = '';
  let waiting = '';
  let toldAt = Date.now();
  let end: Extract<ChatPart, { type: 'end' }> | undefined;

  for await (const part of parts) {
    if (part.type === 'loading') tell('model-loading');
    if (part.type === 'end') end = part;
    if (part.type !== 'text-delta') continue;
    text += part.text;
    waiting += part.text;
    if (Date.now() - toldAt >= GATHER_MS) flush();
  }
  flush();
  return { text, usage: end?.usage ?? NO_USAGE, cut: end?.reason === 'length' };

  function flush(): void {
    if (waiting !== '') tell('answer-delta', { text: waiting });
    waiting = '';
    toldAt = Date.now();
  }
}
