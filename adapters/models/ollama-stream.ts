import { z } from 'zod';
import type { ChatPart } from '../../contracts/models.js';
import type { GuidedRequest } from './model-connection.js';
import { ollamaClient } from './ollama-client.js';
import type { LoadedModel } from './ollama-loading.js';

export interface StreamedModel extends LoadedModel {
  readonly thinks: boolean;
}

/** One `/api/chat` call, its lines as parts of the reply. */
export async function* ollamaStream(
  streamed: StreamedModel,
  request: GuidedRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatPart> {
  const lines = await ollamaClient(streamed, signal).chat(callOf(streamed, request));
  for await (const line of lines) yield* partsOf(Line.parse(line));
}

/** `truncate` and `shift` are known to the server, not to the client's types; the client passes them on. */
function callOf({ model, contextTokens, thinks }: StreamedModel, request: GuidedRequest) {
  const { messages, maxTokens, temperature, grammar } = request;
  return {
    model,
    messages: [...messages],
    stream: true as const,
    truncate: false,
    shift: false,
    options: {
      num_ctx: contextTokens,
      num_predict: maxTokens,
      ...(temperature !== undefined && { temperature }),
    },
    ...(grammar !== undefined && { format: grammar }),
    // The limit of tokens is for the answer, so a model that can be told not to think first is told so.
    ...(thinks && { think: false }),
  };
}

const Line = z.object({
  message: z.object({ content: z.string().default(''), thinking: z.string().default('') }),
  done: z.boolean().default(false),
  done_reason: z.string().optional(),
  prompt_eval_count: z.int().min(0).default(0),
  eval_count: z.int().min(0).default(0),
});

function* partsOf(line: z.infer<typeof Line>): Generator<ChatPart> {
  const { content, thinking } = line.message;
  if (thinking !== '') yield { type: 'reasoning-delta', text: thinking };
  if (content !== '') yield { type: 'text-delta', text: content };
  if (!line.done) return;
  yield {
    type: 'end',
    reason: line.done_reason === 'length' ? 'length' : 'stop',
    usage: {
      prompt_tokens: line.prompt_eval_count,
      completion_tokens: line.eval_count,
      total_tokens: line.prompt_eval_count + line.eval_count,
      model_calls: 1,
    },
  };
}
