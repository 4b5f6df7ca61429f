import type { Control } from '../contracts/control-messages.js';
import type { Controlled } from '../contracts/research-controls.js';
import type { Run } from '../contracts/runs.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { hasEnded } from './has-ended.js';
import { isEnded } from './is-ended.js';

const DONE = {
  pause: 'is being paused: the calls in hand are finished, then it holds nothing',
  resume: 'goes on',
  finish: 'stops gathering and writes',
  steer: 'takes the direction from its next round on',
  plan: 'has your decision',
  budget: 'has its new limits',
} as const satisfies Record<Control['name'], string>;

/** Sends a message to a running research or live search. Throws ApiError 409 where it does not fit what the run is doing. */
export async function controlRun(
  parts: AppParts,
  run: Run,
  { repeatKey, ...control }: Control & { readonly repeatKey?: string | undefined },
): Promise<Controlled> {
  if (isEnded(run)) throw hasEnded(run);
  if (run.kind !== 'research' && run.kind !== 'live-search') throw notControllable(run);
  if (!(await parts.starter.control(run.workflowId, control, repeatKey)))
    throw await notThere(parts, run);
  const { id, status } = run;
  return { id, status, message: `Session ${id} ${DONE[control.name]}` };
}

/** Between finding the run and telling it, it may have ended. */
async function notThere({ runs }: AppParts, run: Run): Promise<ApiError> {
  const now = await runs.find(run.id);
  if (now !== undefined && isEnded(now)) return hasEnded(now);
  return new ApiError({
    status: 409,
    error: 'session_not_started',
    message: `Session ${run.id} is not being worked on yet; try again in a moment`,
    sessionId: run.id,
  });
}

function notControllable({ id, kind }: Run): ApiError {
  return new ApiError({
    status: 409,
    error: 'not_controllable',
    message: `Session ${id} is of kind ${kind}, which can only be cancelled; research and live searches can be paused and steered`,
    sessionId: id,
  });
}
