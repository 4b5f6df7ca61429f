import type { BudgetChange, PlanDecision, SteerRequest } from './research-controls.js';

/** Messages that a running research takes, as signals and as updates of the same name, with what each carries. */
export interface ControlMessages {
  readonly pause: undefined;
  readonly resume: undefined;
  readonly finish: undefined;
  readonly steer: SteerRequest;
  readonly plan: PlanDecision;
  readonly budget: Partial<BudgetChange>;
}

/** How far a run has come, as far as its controls depend on it. */
export type ControlStage = 'planning' | 'approval' | 'gathering' | 'writing' | 'ended';

export type ControlName = keyof ControlMessages;

/** A message as it is sent. */
export type Control = {
  readonly [Name in ControlName]: ControlMessages[Name] extends undefined
    ? { readonly name: Name }
    : { readonly name: Name; readonly body: ControlMessages[Name] };
}[ControlName];
