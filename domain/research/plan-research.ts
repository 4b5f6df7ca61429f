import type { ResearchPlan, ResearchStep } from '../../contracts/research.js';
import type { SubQuery } from '../../contracts/search.js';
import { cutQuery } from '../search/cut-query.js';
import { planByRules } from '../search/plan-by-rules.js';
import { type QuestionKind, questionKind } from '../search/question-kind.js';
import { contentStems, isStopWord } from '../text/words.js';
import { type Facet, facetsOf } from './facets.js';

/** Words of the question that a query about one of its sides keeps. */
const SUBJECT_WORDS = 8;

const ASKS = /\?\s*$|^(?:who|what|when|where|why|which|how|is|are|was|were|do|does|did|can)\b/i;

/** A question with more parts than these is a chain, whatever it begins with. */
const MOST_PARTS = 3;

type Step = Omit<ResearchStep, 'step_number'>;

/**
 * Steps of a research run without a model. A nested question gets one step for each thing it names and one that
 * follows what those pages name; a comparison one for each side and one for both; an open subject one for each side
 * of it. Always at least one step, and each depends on earlier ones only.
 */
export function planSteps(question: string, most: number): ResearchStep[] {
  const [original, ...parts] = planByRules(question).sub_queries;
  const whole = original?.query ?? question;
  const kind = ASKS.test(whole) ? questionKind(whole).kind : 'topic';
  const first: Step = {
    description: 'Sources on the question as a whole',
    search_query: whole,
    expected_outcome: 'Pages that answer it, or name what it turns on',
    depends_on: [],
  };
  const steps = [first, ...furtherSteps(whole, kind, parts)].slice(0, Math.max(1, most));
  return steps.map((step, at) => ({
    step_number: at + 1,
    ...step,
    depends_on: step.depends_on.filter((number) => number <= at),
  }));
}

/** How much work a plan is, by the number of its steps. */
export function complexityOf(steps: readonly ResearchStep[]): ResearchPlan['complexity'] {
  if (steps.length <= 2) return 'simple';
  return steps.length <= 4 ? 'moderate' : 'complex';
}

function furtherSteps(
  question: string,
  kind: QuestionKind | 'topic',
  parts: readonly SubQuery[],
): Step[] {
  const facets = isNested(question, kind, parts) ? [] : facetsOf(kind);
  if (facets.length > 0) return facets.map((facet) => facetStep(question, facet));
  const steps = parts.map((part) => partStep(part, kind));
  const numbers = steps.map((_, at) => at + 2);
  if (kind === 'comparison') return steps.length < 2 ? steps : [...steps, both(question, numbers)];
  return leavesOpen(question, parts) ? [...steps, following(question, numbers)] : steps;
}

function facetStep(question: string, { description, words, outcome }: Facet): Step {
  return {
    description,
    search_query: cutQuery(`${subjectOf(question)} ${words}`),
    expected_outcome: outcome,
    depends_on: [],
  };
}

function partStep({ query }: SubQuery, kind: QuestionKind | 'topic'): Step {
  return {
    description: kind === 'comparison' ? `The side “${query}”` : `What is said of “${query}”`,
    search_query: query,
    expected_outcome: 'The facts about it that the question turns on',
    depends_on: [],
  };
}

function both(question: string, numbers: readonly number[]): Step {
  return {
    description: 'Both sides against each other',
    search_query: question,
    expected_outcome: 'Where they differ and where they agree',
    depends_on: [...numbers],
  };
}

function following(question: string, numbers: readonly number[]): Step {
  return {
    description: 'What those pages name, followed to the answer',
    search_query: question,
    expected_outcome: 'The answer itself, on the page that tells it',
    depends_on: [...numbers],
  };
}

/** Whether a question leads from one thing to another, or asks for a person, rather than for the sides of a subject. */
function isNested(
  question: string,
  kind: QuestionKind | 'topic',
  parts: readonly SubQuery[],
): boolean {
  if (parts.length > MOST_PARTS) return true;
  return kind === 'definition' && (leavesOpen(question, parts) || /^who\b/i.test(question));
}

/** Whether the question asks for more than any one of its parts says. */
function leavesOpen(question: string, parts: readonly SubQuery[]): boolean {
  const asked = new Set(contentStems(question));
  return (
    parts.length > 0 &&
    parts.every(({ query }) => {
      const said = new Set(contentStems(query));
      return [...asked].some((stem) => !said.has(stem));
    })
  );
}

/** The telling words of a question, as they are written. */
function subjectOf(question: string): string {
  const all = question.match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu) ?? [];
  const telling = all.filter((word) => !isStopWord(word.toLowerCase()));
  return (telling.length === 0 ? all : telling).slice(0, SUBJECT_WORDS).join(' ');
}
