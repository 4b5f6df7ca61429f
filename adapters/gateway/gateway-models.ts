import { ServiceError } from '../../contracts/failures.js';
import type { Gateway, OfferedModel } from '../../contracts/gateway.js';
import type { ChatModel, ChatModels } from '../../contracts/models.js';
import { createChatModel } from '../models/create-chat-model.js';
import type { GuidedRequest, ModelConnection } from '../models/model-connection.js';
import { openAiParts } from '../models/openai-parts.js';

/** Context of a model whose provider does not tell it. */
const USUAL_CONTEXT = 8_192;

interface GatewayParts {
  readonly gateway: Pick<Gateway, 'models' | 'stream'>;
  /** This instance, so that a call that comes back is known. */
  readonly instanceId: string;
}

/** Chat models of this instance's own server, and by name those of every other provider of its gateway. */
export function withGatewayModels(own: ChatModels, parts: GatewayParts): ChatModels {
  return {
    list: own.list,
    async resolve(name, signal) {
      try {
        return await own.resolve(name, signal);
      } catch (error) {
        if (name === null || !(error instanceof ServiceError)) throw error;
        const offered = await find(parts.gateway, name, signal);
        if (offered === undefined) throw error;
        return chatThrough(parts, offered);
      }
    },
  };
}

/** Ollama reads a name without a tag as the tag `latest`. */
async function find(
  gateway: Pick<Gateway, 'models'>,
  name: string,
  signal: AbortSignal,
): Promise<OfferedModel | undefined> {
  const models = await gateway.models(true, signal);
  return models.find(
    ({ id, capabilities }) =>
      (id === name || id === `${name}:latest`) && capabilities.includes('chat'),
  );
}

function chatThrough({ gateway, instanceId }: GatewayParts, offered: OfferedModel): ChatModel {
  const connection: ModelConnection = {
    name: offered.id,
    contextTokens: async () => offered.contextTokens ?? USUAL_CONTEXT,
    async *stream(request, signal) {
      const call = {
        messages: request.messages.map((message) => ({ ...message })),
        options: optionsOf(request),
        via: [instanceId],
      };
      const leaving = new AbortController();
      const either = AbortSignal.any([signal, leaving.signal]);
      const answered = await gateway.stream(offered.id, call, either);
      if (answered === undefined)
        throw new ServiceError('not-found', `the model ${offered.id} is gone`);
      if (answered.model !== offered.id) {
        leaving.abort();
        throw answersWithAnother(offered.id, answered.model);
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

function optionsOf({ maxTokens, temperature, grammar }: GuidedRequest) {
  return {
    max_tokens: maxTokens,
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
