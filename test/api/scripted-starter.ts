import type { BatchStart, RunStart, RunStarter } from '../../api/run-starter.js';
import type { BatchStore } from '../../contracts/batch-store.js';
import type { Control } from '../../contracts/control-messages.js';
import type { ObjectStore } from '../../contracts/objects.js';
import type { EventLog } from '../../contracts/run-events.js';
import type { RunOutcome, RunStore } from '../../contracts/runs.js';
import type { ScheduleStore } from '../../contracts/schedule-store.js';

export interface TestState {
  readonly runs: RunStore;
  readonly events: EventLog;
  readonly objects: ObjectStore;
  readonly batches: BatchStore;
  readonly schedules: ScheduleStore;
}

/** What a run does in a test instead of a workflow. */
export type Script = (run: RunStart, state: TestState) => Promise<void>;

/** What was asked of the starter. */
export interface Asked {
  readonly started: RunStart[];
  readonly batches: BatchStart[];
  readonly retried: BatchStart[];
  readonly signalled: string[];
  readonly cancelled: string[];
  readonly controlled: Control[];
  readonly terminated: string[];
  readonly forgotten: string[];
}

/** Starts runs that follow a script at once; each call can be replaced. */
export function scriptedStarter(
  state: TestState,
  script: Script = completes,
  changes: Partial<RunStarter> = {},
): RunStarter & { readonly asked: Asked } {
  const asked: Asked = {
    started: [],
    batches: [],
    retried: [],
    signalled: [],
    cancelled: [],
    controlled: [],
    terminated: [],
    forgotten: [],
  };
  return {
    asked,
    async start(run) {
      asked.started.push(run);
      void script(run, state);
    },
    async cancel(workflowId) {
      asked.cancelled.push(workflowId);
      return true;
    },
    async control(_workflowId, control) {
      asked.controlled.push(control);
      return true;
    },
    terminate: async (workflowId) => void asked.terminated.push(workflowId),
    forget: async (workflowId) => void asked.forgotten.push(workflowId),
    describe: async () => ({ state: 'open' }),
    startBatch: async (batch) => void asked.batches.push(batch),
    retryBatch: async (batch) => void asked.retried.push(batch),
    async signalBatch(workflowId, signal) {
      asked.signalled.push(`${signal} ${workflowId}`);
      return true;
    },
    readPage: async () => ({ key: 'none' }),
    verifyText: async () => ({ key: 'none' }),
    startIngestion: async () => {},
    startReembedding: async () => true,
    deleteDocument: async () => true,
    renderReport: async () => ({ key: 'none', notes: [] }),
    ...changes,
  };
}

export const completes: Script = endsWith({ status: 'completed', result: { answer: 'Yes [1].' } });

export const goesOn: Script = async ({ input }, { runs, events }) => {
  await runs.begin(input.runId);
  await events.append(input.runId, [{ key: 'w:1', type: 'run-start', data: {} }]);
};

export function endsWith(outcome: RunOutcome): Script {
  return async (run, state) => {
    await goesOn(run, state);
    await state.runs.end(run.input.runId, outcome);
  };
}
