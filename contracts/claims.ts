import { z } from 'zod';

export const Verdict = z.enum(['supported', 'contradicted', 'unsupported']).meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

/** One sentence of an answer and what the evidence says of it. */
export const Claim = z
  .object({
    text: z.string(),
    verdict: Verdict,
    source: z.int().min(1).nullable().meta({
      description:
        'Number of the source that bears the verdict, as cited in the answer; null when none does.',
    }),
    quote: z.string().nullable().meta({
      description: 'The exact passage of that source, character for character.',
    }),
    score: z.number().min(0).max(1).meta({ description: 'Strength of the support, 0 to 1.' }),
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;
