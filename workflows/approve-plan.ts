import type { PlanDecision } from '../contracts/research-controls.js';
import { showProgress } from './research-page.js';
import type { Researching } from './research-state.js';
import { showStanding } from './search-attributes.js';
import { addWarnings } from './search-state.js';

/** Waits for a person's word on the plan, and puts their steps in its place; false when the run is not to go on. */
export async function approve(researching: Researching): Promise<boolean> {
  const { input, state, controls, tell } = researching;
  const { approval_timeout, approval_default } = input.request;
  tell('approval-requested', {
    plan: state.plan,
    timeout: approval_timeout,
    default: approval_default,
  });
  controls.stage = 'approval';
  showStanding(controls);
  showProgress(researching);
  const decision = await controls.decided(approval_timeout);
  controls.stage = 'gathering';
  showStanding(controls);
  if (decision === null) return byDefault();
  if (decision.approved) edit(decision);
  return decision.approved;

  function byDefault(): boolean {
    const approved = approval_default === 'approve';
    tell('plan-decided', { approved, by: 'default' });
    if (approved)
      addWarnings(state, [
        {
          code: 'approved-by-default',
          message: `Nobody answered within ${approval_timeout} seconds, so the plan was taken as it was.`,
        },
      ]);
    return approved;
  }

  function edit({ steps }: PlanDecision): void {
    if (steps === undefined || state.plan === null) return;
    state.plan = { ...state.plan, steps };
    tell('plan-ready', { plan: state.plan, planned_by: 'person' });
  }
}
