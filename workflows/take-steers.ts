import type { ResearchStep } from '../contracts/research.js';
import { steerPlan } from '../domain/research/steer-plan.js';
import type { Researching } from './research-state.js';
import { warn } from './warn.js';

/** Puts the directions that people gave into the plan, and gives the steps that this adds. */
export function takeSteers({ controls, state, tell }: Researching): readonly ResearchStep[] {
  if (state.plan === null) return [];
  const before = state.plan.steps.length;
  for (const direction of controls.takeSteers()) {
    state.plan = steerPlan(state.plan, direction);
    tell('plan-ready', { plan: state.plan, planned_by: 'person' });
  }
  const added = state.plan.steps.slice(before);
  state.steered.push(...added);
  return added;
}

/** Ends the time for directions: none is taken any more, and each that no round has looked for is named. */
export function endSteering(researching: Researching): void {
  const { controls, state } = researching;
  controls.stage = 'writing';
  takeSteers(researching);
  for (const { step_number, description } of state.steered) {
    if (state.asked.some(({ step }) => step === step_number)) continue;
    warn(researching, {
      code: 'direction-not-researched',
      message: `Gathering ended before a round could look for “${description}”; start a follow-up with it.`,
      subject: description,
    });
  }
}
