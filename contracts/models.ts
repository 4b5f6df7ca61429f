import type { z } from 'zod';
import type { Usage } from './usage.js';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Most tokens to write. */
  readonly maxTokens: number;
  readonly temperature?: number | undefined;
  /** The run that the call belongs to, for traces and for the usage of its key. */
  readonly runId?: string | undefined;
}

/** A piece of a reply as it is written. Reasoning is kept apart from the answer and never shown as one. */
export type ChatPart =
  | { readonly type: 'loading' }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'end'; readonly reason: 'stop' | 'length'; readonly usage: Usage };

export interface JsonReply<T> {
  /** Undefined when even a repaired reply did not fit the shape. */
  readonly value: T | undefined;
  readonly usage: Usage;
}

/**
 * A chat model. A silent one is noticed by silence, never by total duration: ServiceError 'stalled'.
 * A prompt longer than the context is ServiceError 'context-overflow', never cut in silence.
 */
export interface ChatModel {
  readonly name: string;
  /** Tokens of context that each call is given, prompt and reply together. */
  contextTokens(signal: AbortSignal): Promise<number>;
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
  /** Asks for JSON under a grammar made of the shape, repairs what comes, and checks it. */
  ask<T>(request: ChatRequest, shape: z.ZodType<T>, signal: AbortSignal): Promise<JsonReply<T>>;
}

export interface ChatModels {
  /** Names of all models that can be asked for now; empty without a model server. */
  list(signal: AbortSignal): Promise<readonly string[]>;
  /**
   * The model of that name, or the default; undefined when this instance has no chat model at all.
   * Throws ServiceError 'not-found' listing the known names when a named model does not exist,
   * and 'unavailable' when the model server cannot be reached.
   */
  resolve(name: string | null, signal: AbortSignal): Promise<ChatModel | undefined>;
}

/** Turns texts into unit vectors of one dimension. */
export interface Embedder {
  readonly name: string;
  /** One vector for each text, in order, of length 1. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]>;
}
