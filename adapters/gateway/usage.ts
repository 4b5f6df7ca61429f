import { z } from 'zod';

/** Token counts as servers of the OpenAI protocol tell them, with whatever details they add. */
export const Usage = z.looseObject({
  prompt_tokens: z.int().min(0).default(0),
  completion_tokens: z.int().min(0).default(0),
  total_tokens: z.int().min(0).default(0),
});
