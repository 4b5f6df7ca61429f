import { z } from 'zod';
import type { ReplyGrammar } from './model-connection.js';

/**
 * The JSON schema of a shape, less what grammar engines refuse or turn into huge rules: patterns, formats,
 * long string limits and the bounds of safe integers. The shape itself still checks all of them.
 */
export function replyGrammar(shape: z.ZodType): ReplyGrammar {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, {
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
      delete jsonSchema.default;
      if ((jsonSchema.maxLength ?? 0) > LONGEST_COUNTED) delete jsonSchema.maxLength;
      if ((jsonSchema.minLength ?? 0) > LONGEST_COUNTED) delete jsonSchema.minLength;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return schema;
}

/** llama.cpp expands a length limit into as many grammar rules, and fails at some thousands of them. */
const LONGEST_COUNTED = 200;
