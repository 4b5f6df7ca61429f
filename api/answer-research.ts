import { ResearchPlan, ResearchRequest } from '../contracts/research.js';
import type { AwaitingApproval } from '../contracts/research-controls.js';
import type { Run } from '../contracts/runs.js';
import { answerRun, waitOf } from './answer-run.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { isEnded } from './is-ended.js';
import { runSignal } from './run-signal.js';

/** Events read at a time. */
const PAGE = 100;

/**
 * Answers 202 with the plan as soon as a research waits for its approval; else with its result once it ended. Throws
 * ApiError as `answerRun` does.
 */
export async function answerResearch(ctx: ApiContext, parts: AppParts, run: Run): Promise<void> {
  const begunMs = Date.now();
  const request = ResearchRequest.safeParse(run.request).data;
  const waits = request?.require_approval === true && !isEnded(run);
  const plan = waits
    ? await planThatWaits(parts, run, runSignal(ctx.res, parts.closing))
    : undefined;
  if (plan === undefined || request === undefined) return answerRun(ctx, parts, run, begunMs);
  const session = `/api/v1/sessions/${run.id}`;
  ctx.status = 202;
  ctx.set('Location', session);
  ctx.body = {
    session_id: run.id,
    status: 'awaiting_approval',
    message: 'The plan waits for your decision; nothing is searched before',
    plan,
    approval_timeout: request.approval_timeout,
    approval_default: request.approval_default,
    links: { plan: `${session}/plan`, events: `${session}/events`, session },
  } satisfies AwaitingApproval;
}

/** The plan when it comes to wait; undefined where that is decided, or the run ends or is late before. */
async function planThatWaits(
  parts: AppParts,
  run: Run,
  caller: AbortSignal,
): Promise<ResearchPlan | undefined> {
  const signal = AbortSignal.any([caller, AbortSignal.timeout(waitOf(parts, run))]);
  for await (const { type, seq, data } of parts.events.follow(run.id, 0, signal)) {
    if (type !== 'approval-requested') continue;
    return (await isDecided(parts, run.id, seq)) ? undefined : ResearchPlan.parse(data['plan']);
  }
  return undefined;
}

/** A request that is repeated under its key may come after the decision. */
async function isDecided({ events }: AppParts, runId: string, asked: number): Promise<boolean> {
  const later = await events.read(runId, asked, PAGE);
  return later.some(({ type }) => type === 'plan-decided' || type === 'run-end');
}
