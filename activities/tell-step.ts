import { activityInfo } from '@temporalio/activity';
import type { EventWriter, RunEventType } from '../contracts/run-events.js';

export type TellStep = (type: RunEventType, data?: Readonly<Record<string, unknown>>) => void;

/** Opens the events of one attempt of an activity: each carries the attempt, so followers can drop a failed one's. */
export function openStep(writer: Pick<EventWriter, 'write'>, runId: string): TellStep {
  const { activityId, attempt } = activityInfo();
  let told = 0;
  return (type, data = {}) => {
    told += 1;
    writer.write(runId, {
      key: `${activityId}:${attempt}:${told}`,
      type,
      data: { ...data, attempt },
    });
  };
}
