import type { Tool } from 'ollama';
import { z } from 'zod';
import type { ChatCall } from '../../contracts/gateway.js';
import { readForOllama } from './read-for-ollama.js';

const Options = z.object({
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  seed: z.int().optional(),
  stop: z.union([z.string().transform((word) => [word]), z.array(z.string())]).optional(),
  frequency_penalty: z.number().optional(),
  presence_penalty: z.number().optional(),
  max_tokens: z.int().optional(),
  max_completion_tokens: z.int().optional(),
  // Schemas of parameters may hold anything: Ollama says itself what it cannot read.
  tools: z.array(z.custom<Tool>((tool) => typeof tool === 'object' && tool !== null)).optional(),
  tool_choice: z.unknown().optional(),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ schema: z.record(z.string(), z.unknown()).optional() }).optional(),
    })
    .optional(),
  reasoning_effort: z.string().optional(),
});

/** The options of a chat in Ollama's words; what it does not know is left out. Throws ServiceError 'bad-input' for a wrong one. */
export function toOllamaOptions(options: ChatCall['options'], contextTokens: number) {
  const given = readForOllama(Options, options);
  const limit = given.max_completion_tokens ?? given.max_tokens;
  const { temperature, top_p, seed, stop, frequency_penalty, presence_penalty } = given;
  const format = formatOf(given.response_format);
  const tools = given.tool_choice === 'none' ? undefined : given.tools;
  return {
    options: {
      num_ctx: contextTokens,
      ...(limit !== undefined && { num_predict: limit }),
      ...withoutUndefined({ temperature, top_p, seed, stop, frequency_penalty, presence_penalty }),
    },
    ...(format !== undefined && { format }),
    ...(tools !== undefined && { tools }),
    ...(given.reasoning_effort === 'none' && { think: false }),
  };
}

function formatOf(format: z.infer<typeof Options>['response_format']) {
  if (format?.type === 'json_schema') return format.json_schema?.schema ?? 'json';
  return format?.type === 'json_object' ? 'json' : undefined;
}

function withoutUndefined(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
