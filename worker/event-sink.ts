import type { InjectedSinks } from '@temporalio/worker';
import type { EventWriter, RunEventSinks } from '../contracts/run-events.js';

/** Takes workflow events to the log, also those of a replay: the first process may have died before it kept them. */
export function createEventSink(writer: EventWriter): InjectedSinks<RunEventSinks> {
  return {
    events: {
      tell: {
        callDuringReplay: true,
        fn(_workflow, runId, event) {
          writer.write(runId, event);
        },
      },
    },
  };
}
