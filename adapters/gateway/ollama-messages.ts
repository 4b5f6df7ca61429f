import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { ChatCall } from '../../contracts/gateway.js';
import { readForOllama } from './read-for-ollama.js';

const ToolCall = z.object({
  id: z.string().optional(),
  function: z.object({ name: z.string(), arguments: z.string().default('{}') }),
});
const Part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]),
  }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
]);
type Part = z.infer<typeof Part>;
const Message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(Part)]).nullish(),
  tool_calls: z.array(ToolCall).nullish(),
  tool_call_id: z.string().nullish(),
});

/** A message as Ollama takes it. */
export interface OllamaMessage {
  readonly role: string;
  readonly content: string;
  readonly images?: string[];
  readonly tool_calls?: {
    readonly function: { name: string; arguments: Record<string, unknown> };
  }[];
  readonly tool_name?: string;
}

/** Messages in Ollama's words. Throws ServiceError 'bad-input' for what Ollama cannot be given. */
export function toOllamaMessages(messages: ChatCall['messages']): OllamaMessage[] {
  const toolNames = new Map<string, string>();
  return messages.map((given, index) => {
    const { role, content, tool_calls, tool_call_id } = readForOllama(Message, given, [
      'messages',
      index,
    ]);
    for (const { id, function: called } of tool_calls ?? [])
      if (id !== undefined) toolNames.set(id, called.name);
    const parts: Part[] =
      typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
    const images = parts.flatMap((part) => ('image_url' in part ? [imageOf(part.image_url)] : []));
    const tool = toolNames.get(tool_call_id ?? '');
    return {
      role: role === 'developer' ? 'system' : role,
      content: parts.flatMap(textIn).join('\n'),
      ...(images.length > 0 && { images }),
      ...(tool_calls && { tool_calls: tool_calls.map(toOllamaCall) }),
      ...(tool !== undefined && { tool_name: tool }),
    };
  });
}

/** What a model refused with is what it said. */
function textIn(part: Part): string[] {
  if (part.type === 'text') return [part.text];
  return part.type === 'refusal' ? [part.refusal] : [];
}

/** Ollama fetches nothing, and neither does this service for somebody else. */
function imageOf(url: string): string {
  const data = /^data:image\/[\w.+-]+;base64,(.+)$/s.exec(url)?.[1];
  if (data !== undefined) return data;
  throw new ServiceError(
    'bad-input',
    'An image must come with the message, as data:image/…;base64,…: addresses are not fetched',
  );
}

function toOllamaCall({ function: { name, arguments: text } }: z.infer<typeof ToolCall>) {
  return { function: { name, arguments: argumentsOf(text) } };
}

function argumentsOf(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new ServiceError('bad-input', 'The arguments of a tool call must be a JSON object');
  }
}
