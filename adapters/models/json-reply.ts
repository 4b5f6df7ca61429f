import type { z } from 'zod';
import type { ChatPart, ChatRequest, JsonReply } from '../../contracts/models.js';
import { NO_USAGE } from '../../contracts/no-usage.js';
import type { Usage } from '../../contracts/usage.js';
import type { GuidedRequest } from './model-connection.js';
import { readJson } from './read-json.js';
import { replyGrammar } from './reply-grammar.js';

/** A model under a grammar may write blanks for ever; no useful JSON has a gap this long. */
const LONGEST_GAP = /\s{300}$/;

/**
 * Asks for JSON under the grammar of the shape and reads what comes. A cut, endless, empty or wrong reply
 * has the value undefined; failures of the service are thrown.
 */
export async function askForJson<T>(
  chat: (request: GuidedRequest) => AsyncIterable<ChatPart>,
  { request, shape }: { readonly request: ChatRequest; readonly shape: z.ZodType<T> },
): Promise<JsonReply<T>> {
  const guided = {
    ...request,
    temperature: request.temperature ?? 0,
    grammar: replyGrammar(shape),
  };
  const { text, usage } = await collect(chat(guided));
  return { value: readJson(text, shape), usage };
}

async function collect(parts: AsyncIterable<ChatPart>): Promise<{ text: string; usage: Usage }> {
  let text = '';
  for await (const part of parts) {
    if (part.type === 'end') return { text, usage: part.usage };
    if (part.type === 'text-delta') text += part.text;
    if (LONGEST_GAP.test(text.slice(-300))) break;
  }
  return { text, usage: { ...NO_USAGE, model_calls: 1 } };
}
