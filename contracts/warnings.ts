import { z } from 'zod';

/** Something that failed or was left out of an answer, named so that a person can act on it. */
export const Warning = z
  .object({
    code: z.string().meta({
      description: 'A stable kebab-case name, such as engine-failed or page-unreadable.',
    }),
    message: z
      .string()
      .meta({ description: 'One sentence for a person: what happened and what to do.' }),
    subject: z
      .string()
      .optional()
      .meta({ description: 'What it happened to: an engine, a URL, a model.' }),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof Warning>;
