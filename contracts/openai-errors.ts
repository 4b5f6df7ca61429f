import { z } from 'zod';

/** Body of every error under /v1, as OpenAI's clients read it. */
export const OpenAiErrorBody = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'OpenAiErrorBody' });
export type OpenAiErrorBody = z.infer<typeof OpenAiErrorBody>;
