import { z } from 'zod';

/** What a model is asked for in a research: one question each, few flat fields, so that a small model under a grammar manages. */

export const StepsReply = z.object({
  steps: z
    .array(
      z.object({
        task: z.string(),
        query: z.string(),
        /** Numbers of the steps that must come before. */
        after: z.array(z.int()).max(8),
      }),
    )
    .max(8),
});
export type StepsReply = z.infer<typeof StepsReply>;

export const StepVerdictReply = z.object({
  state: z.enum(['covered', 'partly', 'not']),
  missing: z.string(),
  contradicts: z.string(),
  query: z.string(),
});
export type StepVerdictReply = z.infer<typeof StepVerdictReply>;

export const OutlineReply = z.object({
  sections: z
    .array(
      z.object({
        title: z.string(),
        /** Numbers of the steps whose evidence it uses. */
        steps: z.array(z.int()).max(8),
      }),
    )
    .max(8),
});
export type OutlineReply = z.infer<typeof OutlineReply>;
