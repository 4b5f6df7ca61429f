import { z } from 'zod';

export const CHAT_ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

const Stop = z.union([z.string(), z.array(z.string()).max(4)]);

/**
 * Body of POST /v1/chat/completions. `model` is not read: the active model answers. Every parameter of OpenAI's that a
 * provider can honour is named here and passed on; all others are ignored.
 */
export const ChatRequest = z
  .object({
    messages: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(10_000)
      .meta({ description: 'The conversation, in OpenAI’s form.' }),
    model: z
      .unknown()
      .optional()
      .meta({ description: 'Ignored: the reply names the model that answered.' }),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.int().min(1).max(8).nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    frequency_penalty: z.number().min(-2).max(2).nullish(),
    presence_penalty: z.number().min(-2).max(2).nullish(),
    max_tokens: z.int().min(1).nullish(),
    max_completion_tokens: z.int().min(1).nullish(),
    seed: z.int().nullish(),
    stop: Stop.nullish(),
    user: z.string().max(1_000).nullish(),
    response_format: z
      .looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) })
      .nullish(),
    tools: z
      .array(z.looseObject({ type: z.string() }))
      .max(512)
      .nullish(),
    tool_choice: z.unknown().optional(),
    parallel_tool_calls: z.boolean().nullish(),
    logprobs: z.boolean().nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    logit_bias: z.record(z.string(), z.number()).nullish(),
    reasoning_effort: z.string().max(20).nullish(),
  })
  .meta({ id: 'ChatRequest' });
export type ChatRequest = z.infer<typeof ChatRequest>;

const Usage = z.looseObject({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
});

/** Answer of POST /v1/chat/completions without `stream`. */
export const ChatReply = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.int(),
    model: z.string().meta({ description: 'The model that answered.' }),
    choices: z.array(
      z.looseObject({
        index: z.int(),
        message: z.looseObject({ role: z.literal('assistant') }),
        finish_reason: z.string(),
      }),
    ),
    usage: Usage.optional().meta({ description: 'Counted by the model itself.' }),
  })
  .meta({ id: 'ChatReply' });
