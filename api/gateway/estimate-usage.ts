import type { ChatCall, TokenUsage } from '../../contracts/gateway.js';
import { CHARACTERS_PER_TOKEN } from '../../contracts/token-estimate.js';
import { isRecord } from '../is-record.js';

/** What a chat used whose model never said it: its caller left, it broke off, or its server does not count. */
export function estimateUsage(
  { messages }: Pick<ChatCall, 'messages'>,
  writtenCharacters: number,
): TokenUsage {
  const read = messages.reduce((sum, { content }) => sum + textLength(content), 0);
  const prompt_tokens = Math.ceil(read / CHARACTERS_PER_TOKEN);
  const completion_tokens = Math.ceil(writtenCharacters / CHARACTERS_PER_TOKEN);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** Characters of a message or of a piece of a reply: what is written, thought, and said to tools. */
export function writtenLength(message: Readonly<Record<string, unknown>>): number {
  const { content, reasoning_content, tool_calls } = message;
  const calls = Array.isArray(tool_calls) ? JSON.stringify(tool_calls).length : 0;
  return textLength(content) + textLength(reasoning_content) + calls;
}

/** Parts that are no text, such as images, count nothing. */
function textLength(content: unknown): number {
  if (typeof content === 'string') return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce<number>(
    (sum, part) => sum + (isRecord(part) ? textLength(part['text']) : 0),
    0,
  );
}
