import type { DrawnImage, ImageModels, ImageOrder } from './image-models.js';

/** What a model can do. */
export const CAPABILITIES = [
  'chat',
  'tools',
  'vision',
  'thinking',
  'embeddings',
  'images',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** A model that a provider has. */
export interface OfferedModel {
  readonly id: string;
  readonly provider: string;
  /** Seconds since 1970; 0 where the provider does not say. */
  readonly created: number;
  readonly capabilities: readonly Capability[];
  /** Tokens of context a call is given; null where that is not known. */
  readonly contextTokens: number | null;
}

/** Tokens that a model counted itself, in OpenAI's words; it may tell more than these. */
export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly [detail: string]: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** A chat in OpenAI's words: the checked fields of a request that a provider may be sent. */
export interface ChatCall {
  readonly messages: readonly Fields[];
  readonly options: Fields;
  /** The instances of this product that the call has come through, this one last. */
  readonly via: readonly string[];
  /** Told the model as it is asked; of several that are tried, each. */
  onAsk?(model: string): void;
}

export interface ChatChoice {
  readonly index: number;
  readonly message: Fields;
  readonly logprobs?: unknown;
  readonly finish_reason: string;
}

export interface ChatCompletion {
  /** The model that really answered, where the provider chooses it itself. */
  readonly model?: string | undefined;
  readonly choices: readonly ChatChoice[];
  /** Undefined where the provider does not count. */
  readonly usage?: TokenUsage | undefined;
}

export interface ChatChunkChoice {
  readonly index: number;
  readonly delta: Fields;
  readonly logprobs?: unknown;
  readonly finish_reason: string | null;
}

/** A piece of a streamed reply. */
export interface ChatChunk {
  readonly model?: string | undefined;
  readonly choices: readonly ChatChunkChoice[];
  readonly usage?: TokenUsage | undefined;
}

/** Texts to embed. */
export interface EmbeddingCall {
  readonly texts: readonly string[];
  /** Numbers wanted in each vector; a model that cannot give so many gives its own. Undefined for its own. */
  readonly dimensions?: number | undefined;
  readonly via: readonly string[];
}

export interface EmbeddingReply {
  /** One vector for each text, in order, of length 1. */
  readonly vectors: readonly (readonly number[])[];
  readonly usage?: TokenUsage | undefined;
}

/** Where models are asked. Every call throws ServiceError; an aborted one throws the signal's reason. */
export interface ModelProvider {
  readonly name: string;
  /** Whether it is another instance of this product, which may ask this one in turn. */
  readonly remote: boolean;
  /** Whether asking for its models makes them ready, which takes time and memory. */
  readonly costly?: boolean;
  /** Undefined from one that cannot list its models: any name may be asked for. */
  models(signal: AbortSignal): Promise<readonly OfferedModel[] | undefined>;
  complete(model: string, call: ChatCall, signal: AbortSignal): Promise<ChatCompletion>;
  /** Pieces as they come, those that come together in one array; it breaks off with an error, never in silence. */
  stream(model: string, call: ChatCall, signal: AbortSignal): AsyncIterable<readonly ChatChunk[]>;
  embed(model: string, call: EmbeddingCall, signal: AbortSignal): Promise<EmbeddingReply>;
  /** Undefined where no model makes images. */
  draw?(model: string, order: ImageOrder, signal: AbortSignal): Promise<DrawnImage>;
}

/** The models of all providers as one. */
export interface Gateway extends ImageModels {
  /** Of all providers that answer, each name once; without those of other instances where `remote` is false. */
  models(remote: boolean, signal: AbortSignal): Promise<readonly OfferedModel[]>;
  /** The model of that name; undefined when no provider has it. Throws when one that may have it cannot be asked. */
  find(model: string, signal: AbortSignal): Promise<OfferedModel | undefined>;
  /** The same of each provider that has it, in the order in which they are asked; those that cannot be asked are left out. */
  offers(model: string, signal: AbortSignal): Promise<readonly OfferedModel[]>;
  /** The model that chats when none is named; undefined when there is none. */
  defaultChat(signal: AbortSignal): Promise<string | undefined>;
  /**
   * Answers a chat by the model of that name, or by the default; undefined when there is none. A provider that cannot
   * be reached is passed over for the next that has the model, until the first word has come.
   */
  complete(
    model: string | null,
    call: ChatCall,
    signal: AbortSignal,
  ): Promise<{ readonly model: string; readonly completion: ChatCompletion } | undefined>;
  stream(
    model: string | null,
    call: ChatCall,
    signal: AbortSignal,
  ): Promise<
    { readonly model: string; readonly chunks: AsyncIterable<readonly ChatChunk[]> } | undefined
  >;
  embed(
    model: string | null,
    call: EmbeddingCall,
    signal: AbortSignal,
  ): Promise<{ readonly model: string; readonly reply: EmbeddingReply } | undefined>;
}
