import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { RUN_STATUSES } from '../../contracts/runs.js';
import type { StreamedEvent } from './event-stream.js';
import type { FollowLimits } from './follow-events.js';
import { followRun } from './follow-run.js';
import type { Instance } from './open-instance.js';
import { cancelRun, type RunOrder } from './run-api.js';
import type { Progress } from './show-progress.js';
import { untilInterrupted } from './until-interrupted.js';

/** How long a cancelled run may take to confirm. */
const CANCEL_LIMIT_MS = 5_000;

const RunEnding = z.object({
  status: z.enum(RUN_STATUSES),
  result: z.unknown().optional(),
  error: z.object({ error: z.string(), message: z.string() }).optional(),
});
export type RunEnding = z.infer<typeof RunEnding>;

/** How asking went. An interrupted run's end is undefined when it was not heard of in time. */
export interface Outcome {
  readonly interrupted: boolean;
  readonly session: string | undefined;
  readonly end: RunEnding | undefined;
}

interface Ask {
  readonly order: RunOrder;
  readonly instance: Instance;
  readonly progress: Progress;
  readonly interrupted: AbortSignal;
  /** Told each event with the session and a signal that aborts when nobody waits for the run any more. */
  attend?(event: StreamedEvent, session: string, signal: AbortSignal): void;
  readonly limits?: (Partial<FollowLimits> & { readonly cancelMs?: number }) | undefined;
}

/**
 * Asks for a run and shows it until it ends. An interruption cancels the run and waits 5 s for it to end.
 * Throws AskError when it is refused or no instance can be reached.
 */
export async function ask(asking: Ask): Promise<Outcome> {
  const { instance, interrupted } = asking;
  const interruption = untilInterrupted(interrupted);
  await Promise.race([instance.url(), interruption]);
  if (interrupted.aborted) return { interrupted: true, session: undefined, end: undefined };

  const stop = new AbortController();
  const run = follow(asking, stop.signal);
  try {
    const end = await Promise.race([run.ended, interruption]);
    if (!interrupted.aborted) return { interrupted: false, session: run.session(), end };
    return { interrupted: true, ...(await cancel(asking, run, stop.signal)) };
  } finally {
    stop.abort();
  }
}

interface FollowedRun {
  session(): string | undefined;
  /** Resolves as soon as the run has an id. */
  readonly begun: Promise<void>;
  readonly ended: Promise<RunEnding>;
}

function follow(
  { order, instance, progress, attend, limits }: Ask,
  signal: AbortSignal,
): FollowedRun {
  let session: string | undefined;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { session: () => session, begun, ended: read() };

  async function read(): Promise<RunEnding> {
    const events = followRun({
      order,
      instance,
      signal,
      limits,
      onLost: progress.problem,
      onSession(id) {
        session = id;
        begin();
      },
    });
    for await (const event of events) {
      if (event.type === 'run-end') return RunEnding.parse(event.data);
      progress.event(event);
      if (session !== undefined) attend?.(event, session, signal);
    }
    throw new Error('the events of a run end with its end');
  }
}

async function cancel(
  { order, instance, progress, limits }: Ask,
  { session, begun, ended }: FollowedRun,
  signal: AbortSignal,
): Promise<Pick<Outcome, 'session' | 'end'>> {
  progress.note(`Cancelling the ${order.kind}; Ctrl-C once more leaves at once.`);
  const limitMs = limits?.cancelMs ?? CANCEL_LIMIT_MS;
  const late = sleep(limitMs, undefined, { signal }).catch(() => undefined);
  const end = ended.catch(() => undefined);

  await Promise.race([begun, end, late]);
  const id = session();
  if (id !== undefined)
    await cancelRun({ api: await instance.url(), apiKey: instance.apiKey, signal }, id);
  return { session: id, end: await Promise.race([end, late]) };
}
