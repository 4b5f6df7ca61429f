import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { Capability, ChatCall, ModelProvider, OfferedModel } from '../../contracts/gateway.js';
import { createOllamaCatalogue, type InstalledModel } from '../models/ollama-catalogue.js';
import { type OllamaServer, ollamaClient } from '../models/ollama-client.js';
import { ollamaFailure } from '../models/ollama-failure.js';
import { isLoaded, type LoadedModel, load } from '../models/ollama-loading.js';
import { watchSilence } from '../models/watch-silence.js';
import { withinLimit } from '../models/within-limit.js';
import { collectChunks } from './collect-chunks.js';
import { embedAll } from './embed-all.js';
import { toChunks } from './ollama-chunks.js';
import { drawByOllama } from './ollama-images.js';
import { type OllamaMessage, toOllamaMessages } from './ollama-messages.js';
import { toOllamaOptions } from './ollama-options.js';
import { shortenVectors } from './shorten-vectors.js';

interface OllamaProviderSettings extends OllamaServer {
  readonly name: string;
  readonly silenceMs: number;
  /** Longest time for loading a model, and then until its first word. */
  readonly patienceMs: number;
  /** Upper bound of the context, as memory is taken for all of it. */
  readonly contextTokens: number;
}

/** An Ollama server, by its own protocol: OpenAI's, which it also speaks, cuts long prompts in silence. */
export function createOllamaProvider(settings: OllamaProviderSettings): ModelProvider {
  const { name, url, apiKey, silenceMs, patienceMs, contextTokens } = settings;
  const server = { url, apiKey };
  const catalogue = createOllamaCatalogue(server);
  const contextOf = (model: InstalledModel | undefined) =>
    Math.min(model?.contextTokens ?? contextTokens, contextTokens);

  const stream: ModelProvider['stream'] = async function* batches(model, call, signal) {
    try {
      const found = (await catalogue.installed(signal)).find((each) => each.name === model);
      const messages = toOllamaMessages(call.messages);
      if (found?.sees === false && messages.some(({ images }) => images !== undefined))
        throw new ServiceError('bad-input', `${model} cannot see images: send it text alone`);
      const wanted = { ...server, model, contextTokens: contextOf(found) };
      if (!(await isLoaded(wanted, signal))) await load(wanted, patienceMs, signal);
      const limits = { what: `${model} on Ollama`, firstMs: patienceMs, silenceMs };
      const chunks = (watched: AbortSignal) =>
        chunksOf(wanted, { messages, options: call.options }, watched);
      for await (const chunk of watchSilence(chunks, limits, signal)) yield [chunk];
    } catch (error) {
      throw ollamaFailure(error, url, signal);
    }
  };

  return {
    name,
    remote: false,
    models: async (signal) =>
      (await catalogue.installed(signal)).map((model) => offer(model, { name, contextOf })),
    stream,
    complete: (model, call, signal) => collectChunks(stream(model, call, signal)),
    async embed(model, call, signal) {
      const onLimit = () =>
        new ServiceError('stalled', `${model} on Ollama said nothing for ${patienceMs / 1_000} s`);
      try {
        const reply = await embedAll(call, (texts) =>
          withinLimit(
            (limited) => embed({ ...server, model }, texts, limited),
            { limitMs: patienceMs, onLimit },
            signal,
          ),
        );
        return { ...reply, vectors: shortenVectors(reply.vectors, model, call.dimensions) };
      } catch (error) {
        throw ollamaFailure(error, url, signal);
      }
    },
    async draw(model, order, signal) {
      try {
        return await drawByOllama(server, { model, order }, signal);
      } catch (error) {
        throw ollamaFailure(error, url, signal);
      }
    },
  };
}

async function* chunksOf(
  wanted: LoadedModel,
  { messages, options }: { messages: OllamaMessage[]; options: ChatCall['options'] },
  signal: AbortSignal,
) {
  // `truncate` and `shift` are known to the server, not to the client's types; the client passes them on.
  const { model, contextTokens } = wanted;
  const body = {
    model,
    messages,
    stream: true as const,
    truncate: false,
    shift: false,
    ...toOllamaOptions(options, contextTokens),
  };
  yield* toChunks(await ollamaClient(wanted, signal).chat(body));
}

/** A text longer than the model's context is refused, not cut: its vector would be of another text. */
async function embed(
  { model, ...server }: OllamaServer & { readonly model: string },
  texts: readonly string[],
  signal: AbortSignal,
) {
  const reply = await ollamaClient(server, signal).embed({
    model,
    input: [...texts],
    truncate: false,
  });
  const { embeddings, prompt_eval_count } = Embedded.parse(reply);
  const usage = {
    prompt_tokens: prompt_eval_count,
    completion_tokens: 0,
    total_tokens: prompt_eval_count,
  };
  return { vectors: embeddings, usage };
}

const Embedded = z.object({
  embeddings: z.array(z.array(z.number())),
  prompt_eval_count: z.int().min(0).default(0),
});

function offer(
  model: InstalledModel,
  about: { readonly name: string; contextOf(model: InstalledModel): number },
): OfferedModel {
  const { chats, usesTools, sees, thinks, embeds, draws } = model;
  const capabilities: Capability[] = [];
  if (chats) capabilities.push('chat');
  if (usesTools) capabilities.push('tools');
  if (sees) capabilities.push('vision');
  if (thinks) capabilities.push('thinking');
  if (embeds) capabilities.push('embeddings');
  if (draws) capabilities.push('images');
  return {
    id: model.name,
    provider: about.name,
    created: model.created,
    capabilities,
    contextTokens: chats ? about.contextOf(model) : (model.contextTokens ?? null),
  };
}
