import type { ChatRequest } from '../../contracts/chat.js';
import type { ChatCall } from '../../contracts/gateway.js';

/** What a provider is not sent: the model is chosen here, and how the reply is sent is decided here. */
const OURS = new Set(['messages', 'model', 'stream', 'stream_options']);

/** A request as providers take it: the parameters that were given, without those that say nothing. */
export function chatCall(request: ChatRequest, via: readonly string[]): ChatCall {
  const given = Object.entries(request).filter(
    ([name, value]) => !OURS.has(name) && value !== undefined && value !== null,
  );
  return { messages: request.messages, options: Object.fromEntries(given), via };
}
