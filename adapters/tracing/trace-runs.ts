import { z } from 'zod';
import type { Run, RunStore } from '../../contracts/runs.js';
import { failed } from './failed.js';
import type { Span } from './span.js';
import type { SpanSender } from './span-sender.js';

/** The same run table; each run that ends is told as the trace that its calls belong to. */
export function traceRuns(runs: RunStore, sender: SpanSender): RunStore {
  return {
    ...runs,
    async end(id, outcome) {
      const ended = await runs.end(id, outcome);
      if (ended) void tell(id);
      return ended;
    },
  };

  /** Not waited for, as telling may neither slow down nor fail the end of a run. */
  async function tell(id: string): Promise<void> {
    const run = await runs.find(id).catch(() => undefined);
    if (run !== undefined) sender.send(spanOf(run));
  }
}

const Answered = z.object({ answer: z.string() });

function spanOf(run: Run): Span {
  const answer = Answered.safeParse(run.result).data?.answer;
  const done = run.status === 'completed';
  return {
    runId: run.id,
    place: 'run',
    name: run.kind,
    startMs: Date.parse(run.startedAt ?? run.createdAt),
    endMs: Date.parse(run.completedAt ?? new Date().toISOString()),
    attributes: {
      'langfuse.trace.name': run.kind,
      'langfuse.trace.input': run.query,
      'langfuse.trace.output': answer,
      'langfuse.trace.metadata.mode': run.mode,
      'langfuse.trace.metadata.status': run.status,
      'user.id': run.owner,
      'langfuse.observation.type': 'span',
      'langfuse.observation.input': run.query,
      'langfuse.observation.output': answer,
      ...(done ? {} : failed('ERROR', run.error?.message ?? run.status)),
    },
  };
}
