import type { ChatModel, ChatPart } from '../../contracts/models.js';
import { boundReply } from './bound-reply.js';
import { askForJson } from './json-reply.js';
import type { GuidedRequest, ModelConnection } from './model-connection.js';
import { refuseOverflow } from './prompt-size.js';
import { separateReasoning } from './separate-reasoning.js';

/** A chat model over a connection: overflow refused, replies bounded, reasoning kept apart. */
export function createChatModel(connection: ModelConnection): ChatModel {
  async function* chat(request: GuidedRequest, signal: AbortSignal): AsyncGenerator<ChatPart> {
    refuseOverflow(request.messages, await connection.contextTokens(signal));
    const parts = connection.stream(request, signal);
    yield* separateReasoning(boundReply(parts, request.maxTokens));
  }

  return {
    name: connection.name,
    contextTokens: (signal) => connection.contextTokens(signal),
    chat,
    ask: (request, shape, signal) =>
      askForJson((guided) => chat(guided, signal), { request, shape }),
  };
}
