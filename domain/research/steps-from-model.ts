import { planFault } from '../../contracts/plan-fault.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { StepsReply } from '../../contracts/research-replies.js';
import { areAlike, isUsableQuery, tidyQuery } from '../search/model-queries.js';
import { contentStems } from '../text/words.js';
import { EXAMPLE_STEPS } from './steps-prompt.js';

/** Longest name of a step. */
const MOST_CHARACTERS = 200;
/** What stands for something not known yet: [the director], {answer 1}, <city>, #2. */
const PLACEHOLDER = /[[{<]([^\]}>]{1,80})[\]}>]|#\d{1,2}\b/g;
/** Words of a placeholder that only points to another step, which says nothing that could be searched. */
const POINTING = /\b(?:the|answer|result|output|step|of|from|in|previous)\b|[^\p{L}]/giu;

export type StepsFromModel =
  | { readonly steps: ResearchStep[]; readonly fault: null }
  | { readonly steps: null; readonly fault: string };

interface Planning {
  readonly question: string;
  /** The step that asks the question itself; it comes first when the model left it out. */
  readonly whole: ResearchStep | undefined;
  /** Most steps. */
  readonly limit: number;
}

interface Draft {
  readonly description: string;
  readonly query: string;
  readonly after: readonly number[];
}

/**
 * The steps a model gave, mended: one line each, placeholders unwrapped (what earlier steps find is put into dependent
 * ones), repeats and queries about something else left out. What cannot be mended is a fault, said in a few words: steps
 * that wait for each other or for one that is not there, or nothing left to look up.
 */
export function stepsFromModel(reply: StepsReply, planning: Planning): StepsFromModel {
  const drafts = reply.steps.map(draftOf);
  const fault = planFault(
    drafts.map(({ after }, at) => ({ step_number: at + 1, depends_on: [...after] })),
  );
  if (fault !== null) return { steps: null, fault: fault.message };
  const kept = keepUsable(drafts, planning);
  if (kept.length === 0) return { steps: null, fault: 'no step says what to look up' };
  const steps = withWhole(kept, planning).slice(0, planning.limit);
  return { steps: steps.map((step) => within(step, steps.length)), fault: null };
}

function draftOf({ task, query, after }: StepsReply['steps'][number], at: number): Draft {
  const filled = unwrapped(query);
  const named = [...new Set(after)].filter((number) => number >= 1 && number !== at + 1);
  return {
    description: nameOf(task),
    query: tidyQuery(filled),
    after: named.length === 0 && filled !== query && at > 0 ? [at] : named,
  };
}

function unwrapped(text: string): string {
  return text.replace(PLACEHOLDER, (_, inner: string | undefined) =>
    inner === undefined || inner.replace(POINTING, '') === '' ? ' ' : ` ${inner} `,
  );
}

function nameOf(task: string): string {
  const line = tidyQuery(unwrapped(task));
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** The drafts that can be searched, numbered anew; one that repeats another is replaced by it wherever it is needed. */
function keepUsable(drafts: readonly Draft[], { question }: Planning): ResearchStep[] {
  const places = new Map<number, number>();
  const kept: Draft[] = [];
  for (const [at, draft] of drafts.entries()) {
    if (!isUsableQuery(draft.query, question)) continue;
    const same = kept.findIndex(({ query }) => areAlike(query, draft.query));
    if (same < 0) kept.push(draft);
    places.set(at + 1, same < 0 ? kept.length : same + 1);
  }
  return kept.map(({ description, query, after }, at) => ({
    step_number: at + 1,
    description: isName(description) ? description : query,
    search_query: query,
    expected_outcome: 'What the question needs of it',
    depends_on: [...new Set(after.flatMap((number) => places.get(number) ?? []))]
      .filter((number) => number !== at + 1)
      .sort((a, b) => a - b),
  }));
}

/** Whether a step is named, and not after a step of the prompt's example. */
function isName(description: string): boolean {
  return description !== '' && !EXAMPLE_STEPS.some(({ task }) => areAlike(task, description));
}

function withWhole(steps: ResearchStep[], { whole }: Planning): ResearchStep[] {
  if (whole === undefined) return steps;
  const isAsked = steps.some(
    ({ search_query, depends_on }) =>
      depends_on.length === 0 && asksAll(search_query, whole.search_query),
  );
  if (isAsked) return steps;
  const moved = steps.map((step) => ({
    ...step,
    step_number: step.step_number + 1,
    depends_on: step.depends_on.map((number) => number + 1),
  }));
  return [whole, ...moved];
}

/** Whether a query leaves out no telling word of the question. */
function asksAll(query: string, question: string): boolean {
  const asked = new Set(contentStems(query));
  return contentStems(question).every((stem) => asked.has(stem));
}

function within(step: ResearchStep, count: number): ResearchStep {
  return { ...step, depends_on: step.depends_on.filter((number) => number <= count) };
}
