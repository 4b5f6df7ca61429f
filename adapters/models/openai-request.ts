import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ChatMessage } from '../../contracts/models.js';
import type { GuidedRequest, ReplyGrammar } from './model-connection.js';
import type { Concessions } from './openai-concessions.js';

/** The body of one streamed call, in the form that the server understands. */
export function openAiRequest(
  model: string,
  { messages, maxTokens, temperature, grammar }: GuidedRequest,
  made: Concessions,
): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages:
      grammar && made.format !== 'schema' ? describeShape(messages, grammar) : [...messages],
    stream: true,
    [made.limitName]: maxTokens,
    ...(made.usage && { stream_options: { include_usage: true } }),
    ...(made.temperature && temperature !== undefined && { temperature }),
    ...(grammar && responseFormat(grammar, made.format)),
  };
}

function responseFormat(grammar: ReplyGrammar, format: Concessions['format']) {
  if (format === 'text') return {};
  if (format === 'object') return { response_format: { type: 'json_object' as const } };
  const json_schema = { name: 'reply', strict: true, schema: { ...grammar } };
  return { response_format: { type: 'json_schema' as const, json_schema } };
}

/** Without a grammar the shape is asked for in words, in the last message, as some templates allow one system message only. */
function describeShape(messages: readonly ChatMessage[], grammar: ReplyGrammar): ChatMessage[] {
  const words = `\n\nAnswer with JSON alone, of this JSON schema:\n${JSON.stringify(grammar)}`;
  return messages.map((message, index) =>
    index === messages.length - 1 ? { ...message, content: message.content + words } : message,
  );
}
