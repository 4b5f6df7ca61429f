import type { StillGoing } from '../contracts/research-controls.js';
import type { Run } from '../contracts/runs.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';

const MESSAGES = {
  resume: 'It is paused; resume it, and find the result in the session',
  approval: 'Its plan waits for a decision; find the result in the session',
  none: 'It was held, or given other limits, and goes on; find the result in the session',
} as const;

/** Answers 202 for a run whose time is not up because a person held it or changed its limits; false for any other. */
export async function answerLater(ctx: ApiContext, parts: AppParts, run: Run): Promise<boolean> {
  const hold = (await parts.events.holds([run.id])).get(run.id);
  if (hold === undefined || !hold.extended) return false;
  const session = `/api/v1/sessions/${run.id}`;
  ctx.status = 202;
  ctx.set('Location', session);
  ctx.body = {
    session_id: run.id,
    status: run.status,
    waiting_for: hold.waitingFor,
    message: MESSAGES[hold.waitingFor ?? 'none'],
    links: { events: `${session}/events`, session },
  } satisfies StillGoing;
  return true;
}
