import { createParser } from 'eventsource-parser';

/** An event of the stream of a live search. */
export interface LiveEventSeen {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events of a stream, to its end, or until one is the last that is wanted; then the stream is let go. */
export async function readLiveEvents(
  response: Response,
  isLast: (event: LiveEventSeen) => boolean = () => false,
): Promise<LiveEventSeen[]> {
  const events: LiveEventSeen[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => void events.push({ id, event, data: JSON.parse(data) }),
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    const last = events.findIndex(isLast);
    if (last >= 0) return events.slice(0, last + 1);
  }
  return events;
}

/** The report that the chunks of a stream make. */
export function reportOf(events: readonly LiveEventSeen[]): string {
  return events
    .filter(({ event }) => event === 'markdown_chunk')
    .map(({ data }) => String(data['content']))
    .join('');
}
