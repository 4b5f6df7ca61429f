import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { ChatChunk } from '../../contracts/gateway.js';

const Line = z.object({
  message: z
    .object({
      content: z.string().default(''),
      thinking: z.string().default(''),
      tool_calls: z
        .array(
          z.object({
            function: z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
          }),
        )
        .default([]),
    })
    .default({ content: '', thinking: '', tool_calls: [] }),
  done: z.boolean().default(false),
  done_reason: z.string().optional(),
  prompt_eval_count: z.int().min(0).default(0),
  eval_count: z.int().min(0).default(0),
});

/** Ollama's lines as chunks in OpenAI's words. Throws 'bad-reply' when they break off. */
export async function* toChunks(lines: AsyncIterable<unknown>): AsyncGenerator<ChatChunk> {
  let calls = 0;
  for await (const given of lines) {
    const { message, done, ...end } = Line.parse(given);
    const tool_calls = message.tool_calls.map(({ function: called }) => ({
      index: calls++,
      id: `call_${randomUUID().replaceAll('-', '')}`,
      type: 'function',
      function: { name: called.name, arguments: JSON.stringify(called.arguments) },
    }));
    const delta = {
      ...(message.content !== '' && { content: message.content }),
      ...(message.thinking !== '' && { reasoning_content: message.thinking }),
      ...(tool_calls.length > 0 && { tool_calls }),
    };
    if (Object.keys(delta).length > 0)
      yield { choices: [{ index: 0, delta, finish_reason: null }] };
    if (!done) continue;
    yield lastChunk(end, calls > 0);
    return;
  }
  throw new ServiceError('bad-reply', 'Ollama broke off its reply');
}

function lastChunk(
  end: Pick<z.infer<typeof Line>, 'done_reason' | 'prompt_eval_count' | 'eval_count'>,
  called: boolean,
): ChatChunk {
  const reason = end.done_reason === 'length' ? 'length' : called ? 'tool_calls' : 'stop';
  return {
    choices: [{ index: 0, delta: {}, finish_reason: reason }],
    usage: {
      prompt_tokens: end.prompt_eval_count,
      completion_tokens: end.eval_count,
      total_tokens: end.prompt_eval_count + end.eval_count,
    },
  };
}
