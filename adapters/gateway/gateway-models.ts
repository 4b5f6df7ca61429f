import { ServiceError } from '../../contracts/failures.js';
import type { Gateway, OfferedModel } from '../../contracts/gateway.js';
import type { ChatModel, ChatModels } from '../../contracts/models.js';
import { createChatModel } from '../models/create-chat-model.js';
import type { GuidedRequest, ModelConnection } from '../models/model-connection.js';
import { openAiParts } from '../models/openai-parts.js';

/** Context of a model whose provider does not tell it. */
const USUAL_CONTEXT = 8_192;

interface GatewayParts {
  readonly gateway: Pick<Gateway, 'offers' | 'stream'>;
  /** This instance, so that a call that comes back is known. */
  readonly instanceId: string;
}

/**
 * Chat models of this instance's own server, and by name those of the other providers of its gateway. A name that several
 * have is asked in their order, and the next one where one is away.
 */
export function withGatewayModels(own: ChatModels, parts: GatewayParts): ChatModels {
  async function resolve(name: string, signal: AbortSignal): Promise<ChatModel | undefined> {
    const offers = await parts.gateway.offers(name, signal);
    const chats = offers.filter(({ capabilities }) => capabilities.includes('chat'));
    const [first, ...others] = chats;
    if (first !== undefined && others.length > 0)
      return chatThrough(parts, name, [first, ...others]);
    try {
      return await own.resolve(name, signal);
    } catch (error) {
      if (!(error instanceof ServiceError) || first === undefined) throw error;
      return chatThrough(parts, name, [first]);
    }
  }

  return {
    list: own.list,
    resolve: (name, signal) => (name === null ? own.resolve(null, signal) : resolve(name, signal)),
  };
}

/** Any of the offers may answer, so a prompt must fit each of them. */
function chatThrough(
  { gateway, instanceId }: GatewayParts,
  wanted: string,
  offers: readonly [OfferedModel, ...OfferedModel[]],
): ChatModel {
  const [{ id }] = offers;
  const contexts = offers.map(({ contextTokens }) => contextTokens ?? USUAL_CONTEXT);
  const thinks = offers.some(({ capabilities }) => capabilities.includes('thinking'));
  const connection: ModelConnection = {
    name: id,
    contextTokens: async () => Math.min(...contexts),
    async *stream(request, signal) {
      const call = {
        messages: request.messages.map((message) => ({ ...message })),
        options: optionsOf(request, thinks),
        via: [instanceId],
      };
      const leaving = new AbortController();
      const either = AbortSignal.any([signal, leaving.signal]);
      const answered = await gateway.stream(wanted, call, either);
      if (answered === undefined) throw new ServiceError('not-found', `the model ${id} is gone`);
      if (offers.every((offered) => offered.id !== answered.model)) {
        leaving.abort();
        throw answersWithAnother(id, answered.model);
      }
      yield* openAiParts(oneByOne(answered.chunks));
    },
  };
  return createChatModel(connection);
}

/** Another instance chats with its active model, whatever it is asked for. */
function answersWithAnother(wanted: string, model: string): ServiceError {
  return new ServiceError(
    'not-configured',
    `${wanted} was asked for, and ${model} answered: make ${wanted} the active model of its instance, or name ${model}`,
  );
}

function optionsOf({ maxTokens, temperature, grammar }: GuidedRequest, thinks: boolean) {
  return {
    max_tokens: maxTokens,
    // The limit of tokens is for the answer, so a model that can be told not to think first is told so.
    ...(thinks && { reasoning_effort: 'none' }),
    stream_options: { include_usage: true },
    ...(temperature === undefined ? {} : { temperature }),
    ...(grammar === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'reply', strict: true, schema: grammar },
          },
        }),
  };
}

async function* oneByOne<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}
