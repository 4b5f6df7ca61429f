import { z } from 'zod';
import { ResearchPlan } from '../../contracts/research.js';
import type { StreamedEvent } from '../ask/event-stream.js';
import type { Instance } from '../ask/open-instance.js';
import { decideRun } from '../ask/run-api.js';
import type { Progress } from '../ask/show-progress.js';
import { decidePlan, type Person } from './decide-plan.js';

const Requested = z.object({ plan: ResearchPlan });

interface Attending {
  readonly instance: Instance;
  readonly progress: Progress;
  readonly person: Person;
}

/** Asks the person when a plan waits and passes their word on, unless it is decided elsewhere before. */
export function attendApproval({ instance, progress, person }: Attending) {
  let asking = new AbortController();
  return (event: StreamedEvent, session: string, ended: AbortSignal): void => {
    if (event.type === 'plan-decided') asking.abort();
    if (event.type !== 'approval-requested') return;
    const { data } = Requested.safeParse(event.data);
    if (data === undefined) return;
    asking = new AbortController();
    void decide(data.plan, session, AbortSignal.any([asking.signal, ended]));
  };

  /** What goes wrong is told, and the person is asked again. */
  async function decide(plan: ResearchPlan, session: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      progress.end();
      try {
        const decision = await decidePlan(plan.steps, person, signal);
        const { apiKey } = instance;
        return await decideRun({ api: await instance.url(), apiKey, signal }, session, decision);
      } catch (error) {
        if (!signal.aborted)
          progress.problem(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
