import type { ChatModel, ChatPart, ChatRequest } from '../../../contracts/models.js';

export const QUESTION: ChatRequest = {
  messages: [{ role: 'user', content: 'Say hello.' }],
  maxTokens: 40,
};

/** All parts of a reply, and what its text and its reasoning come to. */
export async function readReply(
  model: ChatModel | undefined,
  request: ChatRequest = QUESTION,
  signal: AbortSignal = new AbortController().signal,
) {
  if (model === undefined) throw new Error('there is no model to ask');
  const parts: ChatPart[] = [];
  for await (const part of model.chat(request, signal)) parts.push(part);
  const joined = (type: 'text-delta' | 'reasoning-delta') =>
    parts.map((part) => (part.type === type ? part.text : '')).join('');
  const end = parts.find((part) => part.type === 'end');
  return { parts, end, text: joined('text-delta'), reasoning: joined('reasoning-delta') };
}
