import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { RUN_STATUSES } from '../../contracts/runs.js';
import type { SearchRequest } from '../../contracts/search.js';
import { type FollowLimits, followSearch } from './follow-search.js';
import type { Instance } from './open-instance.js';
import { cancelRun } from './run-api.js';
import type { Progress } from './show-progress.js';

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
  readonly request: SearchRequest;
  readonly instance: Instance;
  readonly progress: Progress;
  readonly interrupted: AbortSignal;
  readonly limits?: (Partial<FollowLimits> & { readonly cancelMs?: number }) | undefined;
}

/**
 * Asks a question and shows its run until it ends. An interruption cancels the run and waits 5 s for it to end.
 * Throws AskError when the question is refused or no instance can be reached.
 */
export async function ask(asking: Ask): Promise<Outcome> {
  const { instance, interrupted } = asking;
  const interruption = new Promise<undefined>((resolve) => {
    if (interrupted.aborted) resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined), { once: true });
  });
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

function follow({ request, instance, progress, limits }: Ask, signal: AbortSignal): FollowedRun {
  let session: string | undefined;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { session: () => session, begun, ended: read() };

  async function read(): Promise<RunEnding> {
    const events = followSearch({
      request,
      instance,
      signal,
      limits,
      onLost: progress.problem,
      onSession(id) {
        session = id;
        begin();
      },
    });
    for await (const { type, seq, data } of events) {
      if (type === 'run-end') return RunEnding.parse(data);
      progress.event({ type, seq, data });
    }
    throw new Error('the events of a run end with its end');
  }
}

async function cancel(
  { instance, progress, limits }: Ask,
  { session, begun, ended }: FollowedRun,
  signal: AbortSignal,
): Promise<Pick<Outcome, 'session' | 'end'>> {
  progress.note('Cancelling the search; Ctrl-C once more leaves at once.');
  const limitMs = limits?.cancelMs ?? CANCEL_LIMIT_MS;
  const late = sleep(limitMs, undefined, { signal }).catch(() => undefined);
  const end = ended.catch(() => undefined);

  await Promise.race([begun, end, late]);
  const id = session();
  if (id !== undefined)
    await cancelRun({ api: await instance.url(), apiKey: instance.apiKey, signal }, id);
  return { session: id, end: await Promise.race([end, late]) };
}
