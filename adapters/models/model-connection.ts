import type { ChatPart, ChatRequest } from '../../contracts/models.js';

/** A JSON schema as model servers take it. */
export type ReplyGrammar = Readonly<Record<string, unknown>>;

/** A chat request that may bind the reply to a grammar. */
export interface GuidedRequest extends ChatRequest {
  readonly grammar?: ReplyGrammar | undefined;
}

/** What a model server's adapter provides; `createChatModel` makes a ChatModel of it. */
export interface ModelConnection {
  readonly name: string;
  contextTokens(signal: AbortSignal): Promise<number>;
  /** The reply as the server tells it: the last part is 'end', and reasoning tags may still be in the text. */
  stream(request: GuidedRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
}
