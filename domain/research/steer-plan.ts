import type { ResearchPlan, ResearchStep } from '../../contracts/research.js';
import { cutQuery } from '../search/cut-query.js';
import { findNames } from '../search/find-names.js';

/** Longest direction that a step is called by. */
const MOST_CHARACTERS = 200;

/** The plan with a step for a direction that a person gave while the run went on. It depends on none. */
export function steerPlan(plan: ResearchPlan, direction: string): ResearchPlan {
  const step: ResearchStep = {
    step_number: plan.steps.length + 1,
    description: shortened(direction),
    search_query: cutQuery(withSubject(plan.original_query, direction)),
    expected_outcome: 'What was asked for while the run went on',
    depends_on: [],
  };
  return { ...plan, steps: [...plan.steps, step] };
}

/** A direction that names nothing is about what the question names. */
function withSubject(question: string, direction: string): string {
  return findNames(direction).length > 0
    ? direction
    : [...findNames(question), direction].join(' ');
}

function shortened(text: string): string {
  const line = cutQuery(text);
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
