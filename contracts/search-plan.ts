import { z } from 'zod';
import type { SubQuery } from './search.js';

/** How a question is to be searched. */
export interface SearchPlan {
  readonly sub_queries: readonly SubQuery[];
  /** ISO 639-1 code of the question's language. */
  readonly language: string;
  /** How far back results should reach, when the question says so. */
  readonly time_range: 'day' | 'week' | 'month' | 'year' | null;
  readonly planned_by: 'model' | 'rules';
}

/** What a model is asked for when it plans: few flat fields, so that a small model under a grammar manages. */
export const PlanReply = z.object({
  queries: z.array(z.string()).max(8),
  time_range: z.enum(['none', 'day', 'week', 'month', 'year']),
});
export type PlanReply = z.infer<typeof PlanReply>;
