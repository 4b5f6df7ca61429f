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
