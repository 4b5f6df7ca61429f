import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { JudgedStep, StepQuery } from '../../contracts/research-steps.js';
import { cutQuery } from '../search/cut-query.js';
import { findNames } from '../search/find-names.js';
import { leadQueries } from '../search/lead-queries.js';
import { contentStems } from '../text/words.js';

/** Queries by which what was found is put into a step that depends on it. */
const FILLED = 2;

interface Asking {
  readonly question: string;
  readonly steps: readonly ResearchStep[];
  readonly judged: readonly JudgedStep[];
  readonly asked: readonly StepQuery[];
  readonly documents: readonly EvidenceDocument[];
  /** Most queries wanted. */
  readonly limit: number;
}

/** The queries of the first round: every step that depends on none, in order. */
export function firstQueries(steps: readonly ResearchStep[], limit: number): StepQuery[] {
  return steps
    .filter(({ depends_on }) => depends_on.length === 0)
    .slice(0, limit)
    .map((step, at) => stepQuery(step, at + 1));
}

/**
 * The queries of the next round: steps whose turn has come, filled with the names that were found; then, for what is
 * still open, names that the pages bring up and the question has not used; then what is missing, in other words.
 * None was asked before. Empty when every step is covered or nothing leads on.
 */
export function nextQueries(asking: Asking): StepQuery[] {
  const { question, steps, judged, asked, limit } = asking;
  const states = new Map(judged.map(({ step_number, state }) => [step_number, state]));
  const due = steps.filter((step) => isDue(step, asked));
  const open = steps.filter(
    (step) => states.get(step.step_number) !== 'covered' && !due.includes(step),
  );
  if (due.length === 0 && open.every((step) => !wasAsked(step, asked))) return [];
  const last = due.at(-1) ?? open.findLast((step) => wasAsked(step, asked));
  const queries: StepQuery[] = [
    ...due.flatMap((step) => [...filled(step, asking), stepQuery(step, 1)]),
    ...bridges(question, last?.step_number ?? 1, asking),
    ...open.flatMap((step) => rewordedQueries(step, judged)),
  ];
  return distinctQueries(queries, asked).slice(0, limit);
}

/** The query of a step as it was planned. */
export function stepQuery(
  { step_number, search_query }: ResearchStep,
  priority: number,
): StepQuery {
  return { step: step_number, query: cutQuery(search_query), intent: 'step', priority };
}

function wasAsked({ step_number }: ResearchStep, asked: readonly StepQuery[]): boolean {
  return asked.some(({ step }) => step === step_number);
}

function isDue(step: ResearchStep, asked: readonly StepQuery[]): boolean {
  return (
    !wasAsked(step, asked) &&
    step.depends_on.every((number) => asked.some((query) => query.step === number))
  );
}

/** A dependent step with the names that the pages of earlier steps brought up. */
function filled(step: ResearchStep, asking: Asking): StepQuery[] {
  if (step.depends_on.length === 0) return [];
  return bridges(step.search_query, step.step_number, { ...asking, limit: FILLED });
}

function bridges(
  question: string,
  step: number,
  { asked, documents, limit }: Pick<Asking, 'asked' | 'documents' | 'limit'>,
): StepQuery[] {
  return leadQueries({ question, asked, documents, limit }).map((query) => ({ ...query, step }));
}

/** What is missing of a step, beside the names it is about. */
export function rewordedQueries(step: ResearchStep, judged: readonly JudgedStep[]): StepQuery[] {
  const missing = judged.find(({ step_number }) => step_number === step.step_number)?.missing ?? '';
  const names = findNames(step.search_query);
  if (missing === '' || names.length === 0) return [];
  const query = cutQuery(`${names.join(' ')} ${missing.replaceAll(',', '')}`);
  return [{ step: step.step_number, query, intent: 'gap', priority: 3 }];
}

/** Queries that no earlier one asked in other order or form. */
export function distinctQueries(
  queries: readonly StepQuery[],
  asked: readonly StepQuery[],
): StepQuery[] {
  const known = new Set(asked.map(({ query }) => keyOf(query)));
  return queries.filter(({ query }) => {
    const key = keyOf(query);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function keyOf(query: string): string {
  return [...new Set(contentStems(query))].sort().join(' ') || query.toLowerCase().trim();
}
