import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { runWorkflowId } from '../../contracts/workflow-ids.js';

/** An event of a history. */
export interface TimedEvent {
  /** Its type, and the step it is about. */
  readonly name: string;
  /** Since its search was sent. */
  readonly ms: number;
}

type HistoryEvent = proto.temporal.api.history.v1.IHistoryEvent;

/** The histories of searches, whose sessions come with the times at which they were sent. */
export async function timedHistories(
  address: string,
  sent: ReadonlyMap<string, number>,
): Promise<TimedEvent[][]> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    return await Promise.all(
      [...sent].map(async ([session, sentMs]) => {
        const handle = workflow.getHandle(runWorkflowId('search', session));
        await handle.result().catch(() => undefined); // encrypted: that it is there is enough
        const { events } = await handle.fetchHistory();
        return timed(events ?? [], sentMs);
      }),
    );
  } finally {
    await connection.close();
  }
}

function timed(events: readonly HistoryEvent[], sentMs: number): TimedEvent[] {
  const steps = new Map<number, string>();
  return events.map((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    steps.set(Number(event.eventId), scheduled?.activityType?.name ?? '');
    const about =
      event.activityTaskStartedEventAttributes ?? event.activityTaskCompletedEventAttributes;
    const step = steps.get(Number(about?.scheduledEventId ?? event.eventId)) ?? '';
    const type = proto.temporal.api.enums.v1.EventType[event.eventType ?? 0] ?? '';
    const name = `${type.replace('EVENT_TYPE_', '').toLowerCase()} ${step}`.trim();
    return { name, ms: msOf(event) - sentMs };
  });
}

function msOf({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1_000_000;
}
