import type { ControlStage } from '../../contracts/control-messages.js';
import { planFault } from '../../contracts/plan-fault.js';
import type { ResearchStep } from '../../contracts/research.js';

/** Why a run does not take a message: a stable name for programs and a sentence for a person. */
export interface Refusal {
  readonly error: string;
  readonly message: string;
}

interface Message {
  readonly name: string;
  readonly body: unknown;
}

interface State {
  readonly stage: ControlStage;
  readonly found: boolean;
}

/** A message may come from a person at Temporal's own page, so its body is looked at here as well. */
export function refusalOf({ name, body }: Message, state: State): Refusal | null {
  switch (name) {
    case 'finish':
      return finishing(state);
    case 'steer':
      return steering(body, state);
    case 'plan':
      return deciding(body, state);
    case 'budget':
      return isBudget(body)
        ? null
        : malformed('{"pages": 40}, with seconds, tokens, pages, searches');
    default:
      return null;
  }
}

function finishing({ stage, found }: State): Refusal | null {
  if (stage === 'writing')
    return { error: 'already_writing', message: 'The report is being written already' };
  if (found) return null;
  const message =
    'Nothing has been found yet that a report could be written from; cancel the run instead';
  return { error: 'nothing_found_yet', message };
}

function steering(body: unknown, { stage }: State): Refusal | null {
  const direction = fieldOf(body, 'direction');
  if (typeof direction !== 'string' || direction.trim() === '' || direction.length > 2_000)
    return malformed('{"direction": "…"}, with 1 to 2,000 characters');
  if (stage !== 'writing') return null;
  const message = 'Gathering has ended and the report is being written; start a follow-up instead';
  return { error: 'gathering_ended', message };
}

function deciding(body: unknown, { stage }: State): Refusal | null {
  if (stage !== 'approval')
    return { error: 'not_awaiting_approval', message: 'This run does not wait for an approval' };
  const steps = fieldOf(body, 'steps');
  if (steps === undefined) return null;
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > 20 || !steps.every(isStep))
    return malformed(
      '{"approved": true, "steps": […]}, with 1 to 20 steps in the shape of the plan',
    );
  const fault = planFault(steps);
  return fault === null ? null : { error: 'bad_plan', message: fault.message };
}

function isStep(step: unknown): step is ResearchStep {
  const depends = fieldOf(step, 'depends_on');
  return (
    typeof fieldOf(step, 'step_number') === 'number' &&
    typeof fieldOf(step, 'description') === 'string' &&
    typeof fieldOf(step, 'search_query') === 'string' &&
    Array.isArray(depends) &&
    depends.every((number) => typeof number === 'number')
  );
}

function isBudget(body: unknown): boolean {
  const limits = ['seconds', 'tokens', 'pages', 'searches'].map(
    (name) => fieldOf(body, name) ?? null,
  );
  const set = limits.filter((limit) => limit !== null);
  return set.length > 0 && set.every((limit) => typeof limit === 'number' && limit > 0);
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function malformed(form: string): Refusal {
  return { error: 'bad_message', message: `Send ${form}` };
}
