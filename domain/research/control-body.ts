import type { ControlMessages, ControlName } from '../../contracts/control-messages.js';
import { planFault } from '../../contracts/plan-fault.js';
import type { ResearchBudget, ResearchStep } from '../../contracts/research.js';
import type { PlanDecision, SteerRequest } from '../../contracts/research-controls.js';
import type { Refusal } from './control-refusal.js';

/** What a message carries in the form that a run takes, or why it carries nothing of the kind. */
export type ReadBody<T> =
  | { readonly taken: true; readonly body: T }
  | { readonly taken: false; readonly refusal: Refusal };

type Readers = {
  readonly [Name in ControlName]: (body: unknown) => ReadBody<ControlMessages[Name]>;
};

/**
 * Reads what messages carry that may come from a person at Temporal's own page, under the limits of the API, whose
 * schemas cannot be had in a workflow.
 */
export const CONTROL_BODIES: Readers = {
  pause: nothing,
  resume: nothing,
  finish: nothing,
  steer: steering,
  plan: decision,
  budget: limits,
};

const MOST_DIRECTION = 2_000;
const MOST_TEXT = 1_000;
const MOST_STEPS = 20;

/** The smallest and the largest of each limit. */
const LIMITS = {
  seconds: [10, 86_400],
  tokens: [1_000, 100_000_000],
  pages: [1, 2_000],
  searches: [1, 2_000],
} as const;

function nothing(): ReadBody<undefined> {
  return take(undefined);
}

function steering(body: unknown): ReadBody<SteerRequest> {
  const direction = fieldOf(body, 'direction');
  const text = typeof direction === 'string' ? direction.trim() : '';
  if (text === '' || text.length > MOST_DIRECTION)
    return malformed('{"direction": "…"}, with 1 to 2,000 characters');
  return take({ direction: text });
}

/** Nothing at all approves. The steps of a plan that is declined do not matter. */
function decision(body: unknown): ReadBody<PlanDecision> {
  const approved = fieldOf(body, 'approved') ?? true;
  if (typeof approved !== 'boolean' || !isObjectOrNothing(body))
    return malformed('{"approved": true} or {"approved": false}, without quotes around the value');
  const steps = fieldOf(body, 'steps');
  if (!approved || steps === undefined) return take({ approved });
  const read = Array.isArray(steps) ? steps.map(stepOf) : [];
  const whole = read.filter((step) => step !== null);
  if (whole.length === 0 || whole.length > MOST_STEPS || whole.length < read.length)
    return malformed(
      '{"approved": true, "steps": […]}, with 1 to 20 steps of step_number, description, search_query, depends_on and texts of 1 to 1,000 characters',
    );
  const fault = planFault(whole);
  return fault === null
    ? take({ approved, steps: whole })
    : { taken: false, refusal: { error: 'bad_plan', message: fault.message } };
}

function stepOf(step: unknown): ResearchStep | null {
  const number = fieldOf(step, 'step_number');
  const description = fieldOf(step, 'description');
  const query = fieldOf(step, 'search_query');
  const outcome = fieldOf(step, 'expected_outcome') ?? '';
  const depends = fieldOf(step, 'depends_on') ?? [];
  if (typeof number !== 'number' || !isText(description) || !isText(query)) return null;
  if (typeof outcome !== 'string' || outcome.length > MOST_TEXT) return null;
  if (!Array.isArray(depends) || depends.length > MOST_STEPS) return null;
  const numbers = depends.filter((other) => typeof other === 'number');
  if (numbers.length < depends.length) return null;
  return {
    step_number: number,
    description,
    search_query: query,
    expected_outcome: outcome,
    depends_on: numbers,
  };
}

function limits(body: unknown): ReadBody<Partial<ResearchBudget>> {
  const read = {
    seconds: limitOf(body, 'seconds'),
    tokens: limitOf(body, 'tokens'),
    pages: limitOf(body, 'pages'),
    searches: limitOf(body, 'searches'),
  };
  const { seconds, tokens, pages, searches } = read;
  const all = [seconds, tokens, pages, searches];
  if (
    seconds === undefined ||
    tokens === undefined ||
    pages === undefined ||
    searches === undefined ||
    all.every((limit) => limit === null)
  )
    return malformed(
      '{"pages": 40}, with whole numbers: seconds 10 to 86,400, tokens 1,000 to 100,000,000, pages and searches 1 to 2,000',
    );
  return take({ seconds, tokens, pages, searches });
}

/** Null where it is not named, undefined where it cannot be one. */
function limitOf(body: unknown, name: keyof typeof LIMITS): number | null | undefined {
  const limit = fieldOf(body, name) ?? null;
  if (limit === null) return null;
  const [least, most] = LIMITS[name];
  const fits = typeof limit === 'number' && Number.isInteger(limit);
  return fits && limit >= least && limit <= most ? limit : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MOST_TEXT;
}

function isObjectOrNothing(body: unknown): boolean {
  return (body ?? null) === null || (typeof body === 'object' && !Array.isArray(body));
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function take<T>(body: T): ReadBody<T> {
  return { taken: true, body };
}

function malformed(form: string): ReadBody<never> {
  return { taken: false, refusal: { error: 'bad_message', message: `Send ${form}` } };
}
