import type { ResearchStep } from '../../contracts/research.js';
import type { Section } from '../../contracts/research-steps.js';

/** The heading of the part that answers the question as a whole; the first of every report. */
export const SUMMARY = 'In short';

/** The sections of a report by its plan: the answer first, then one for each further step. */
export function outlineByRules(question: string, steps: readonly ResearchStep[]): Section[] {
  return [
    { heading: SUMMARY, query: question },
    ...steps
      .filter(({ search_query }) => search_query !== question)
      .map(({ description, search_query }) => ({ heading: description, query: search_query })),
  ];
}
