import type { ChatChunk, ChatCompletion, TokenUsage } from '../../contracts/gateway.js';

/** A whole reply made of the pieces of a streamed one with a single choice. */
export async function collectChunks(
  batches: AsyncIterable<readonly ChatChunk[]>,
): Promise<ChatCompletion> {
  let content = '';
  let reasoning = '';
  const tool_calls: unknown[] = [];
  let finish_reason = 'stop';
  let usage: TokenUsage | undefined;
  for await (const batch of batches) {
    for (const chunk of batch) {
      usage = chunk.usage ?? usage;
      const choice = chunk.choices[0];
      if (choice === undefined) continue;
      const { delta } = choice;
      if (typeof delta['content'] === 'string') content += delta['content'];
      if (typeof delta['reasoning_content'] === 'string') reasoning += delta['reasoning_content'];
      if (Array.isArray(delta['tool_calls']))
        tool_calls.push(...delta['tool_calls'].map(withoutIndex));
      finish_reason = choice.finish_reason ?? finish_reason;
    }
  }
  const message = {
    role: 'assistant',
    content: content === '' && tool_calls.length > 0 ? null : content,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(tool_calls.length > 0 && { tool_calls }),
  };
  return { choices: [{ index: 0, message, finish_reason }], usage };
}

function withoutIndex({ index: _index, ...call }: Record<string, unknown>): object {
  return call;
}
