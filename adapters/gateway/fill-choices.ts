import type {
  ChatCall,
  ChatChunk,
  ChatCompletion,
  ModelProvider,
  TokenUsage,
} from '../../contracts/gateway.js';
import { sumUsage } from './usage.js';

interface Asked {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly call: ChatCall;
}

/** A reply with as many choices as were asked for: many servers give one, whatever `n` says, and are asked again. */
export async function completeAll(asked: Asked, signal: AbortSignal): Promise<ChatCompletion> {
  const { provider, model, call } = asked;
  let reply = await provider.complete(model, call, signal);
  for (let index = reply.choices.length; index < wantedChoices(call); index++) {
    const next = await provider.complete(model, another(call, index), signal);
    const [choice] = next.choices;
    if (choice === undefined) break;
    const choices = [...reply.choices, { ...choice, index }];
    reply = { ...reply, choices, usage: sumUsage(reply.usage, next.usage) };
  }
  return reply;
}

/** The same for a streamed reply: what is missing when it ends comes after it. */
export async function* streamAll(
  asked: Asked,
  signal: AbortSignal,
): AsyncGenerator<readonly ChatChunk[]> {
  const { provider, model, call } = asked;
  const wanted = wantedChoices(call);
  if (wanted === 1) {
    yield* provider.stream(model, call, signal);
    return;
  }
  const seen = new Set<number>();
  let usage: TokenUsage | undefined;
  for (let index = 0; index < wanted; index++) {
    if (seen.has(index)) continue;
    const next = index === 0 ? call : another(call, index);
    // Some servers tell the usage so far in every chunk: the last of a stream counts.
    let used: TokenUsage | undefined;
    for await (const chunks of provider.stream(model, next, signal)) {
      for (const chunk of chunks) used = chunk.usage ?? used;
      const renamed = index === 0 ? chunks : chunks.map((chunk) => renumber(chunk, index));
      for (const { choices } of renamed) for (const choice of choices) seen.add(choice.index);
      yield renamed.map((chunk) => ({ ...chunk, usage: undefined }));
    }
    usage = sumUsage(usage, used);
  }
  yield [{ choices: [], usage }];
}

function wantedChoices({ options: { n } }: ChatCall): number {
  return typeof n === 'number' ? n : 1;
}

/** One more choice: with the same seed it would be the same again. */
function another(call: ChatCall, index: number): ChatCall {
  const { n: _n, seed, ...options } = call.options;
  return {
    ...call,
    options: typeof seed === 'number' ? { ...options, seed: seed + index } : options,
  };
}

function renumber(chunk: ChatChunk, index: number): ChatChunk {
  return { ...chunk, choices: chunk.choices.map((choice) => ({ ...choice, index })) };
}
