import type { ControlStage } from '../../contracts/control-messages.js';

/** How a run that has not ended stands, as Temporal's lists name it. */
export type Standing = 'running' | 'paused' | 'awaiting approval';

/** A pause comes first: whoever decides on the plan of a paused run still has to resume it. */
export function standingOf({
  paused,
  stage,
}: {
  readonly paused: boolean;
  readonly stage: ControlStage;
}): Standing {
  if (paused) return 'paused';
  return stage === 'approval' ? 'awaiting approval' : 'running';
}
