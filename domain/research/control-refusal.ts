import type { ControlName, ControlStage } from '../../contracts/control-messages.js';

/** Most directions that one run takes: each may add a round, and a run has to come to an end. */
export const MOST_DIRECTIONS = 10;

/** Why a run does not take a message: a stable name for programs and a sentence for a person. */
export interface Refusal {
  readonly error: string;
  readonly message: string;
}

interface State {
  readonly stage: ControlStage;
  readonly found: boolean;
  /** What was decided about the plan that waits; null while nothing is. */
  readonly decision: unknown;
  /** Directions that were given so far. */
  readonly directions: number;
}

/** Why a message does not fit what a run is doing; null when it does. */
export function refusalOf(name: ControlName, state: State): Refusal | null {
  if (state.stage === 'ended')
    return { error: 'session_ended', message: 'This run has ended; its result is being kept' };
  switch (name) {
    case 'finish':
      return finishing(state);
    case 'steer':
      return steering(state);
    case 'plan':
      return deciding(state);
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

function steering({ stage, directions }: State): Refusal | null {
  if (stage === 'writing') {
    const message =
      'Gathering has ended and the report is being written; start a follow-up instead';
    return { error: 'gathering_ended', message };
  }
  if (directions < MOST_DIRECTIONS) return null;
  const message = `This run was given ${MOST_DIRECTIONS} directions, the most that one takes; start a follow-up for more`;
  return { error: 'too_many_directions', message };
}

function deciding({ stage, decision }: State): Refusal | null {
  if (stage === 'approval' && decision === null) return null;
  return { error: 'not_awaiting_approval', message: 'This run does not wait for an approval' };
}
