import { z } from 'zod';
import type { ChatPart } from '../../contracts/models.js';
import { NO_USAGE } from '../../contracts/no-usage.js';
import type { Usage } from '../../contracts/usage.js';

/** The chunks of a completion as parts of a reply; no 'end' when the stream breaks off without a reason. */
export async function* openAiParts(chunks: AsyncIterable<unknown>): AsyncGenerator<ChatPart> {
  let reason: 'stop' | 'length' | undefined;
  let usage: Usage = { ...NO_USAGE, model_calls: 1 };
  for await (const chunk of chunks) {
    const { choices, usage: told } = Chunk.parse(chunk);
    if (told) usage = { ...told, model_calls: 1 };
    const choice = choices[0];
    if (choice === undefined) continue;
    const { content, reasoning_content, reasoning } = choice.delta;
    const thought = reasoning_content || reasoning;
    if (thought) yield { type: 'reasoning-delta', text: thought };
    if (content) yield { type: 'text-delta', text: content };
    if (choice.finish_reason) reason = choice.finish_reason === 'length' ? 'length' : 'stop';
  }
  if (reason !== undefined) yield { type: 'end', reason, usage };
}

/** `reasoning_content` is DeepSeek's, llama.cpp's and vLLM's word, `reasoning` OpenRouter's. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish(),
          })
          .default({}),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      prompt_tokens: z.int().min(0).default(0),
      completion_tokens: z.int().min(0).default(0),
      total_tokens: z.int().min(0).default(0),
    })
    .nullish(),
});
