import type { NewRunEvent } from '../../contracts/run-events.js';
import { storableJson, storableText } from './storable-json.js';

/** Events as the functions of the migrations take them: column by column, each key once, nothing after `run-end`. */
export function eventColumns(events: readonly NewRunEvent[]): {
  readonly keys: readonly string[];
  readonly types: readonly string[];
  readonly data: readonly string[];
} {
  const told = firstOfEachKey(untilEnd(events));
  return {
    keys: [...told.keys()],
    types: [...told.values()].map(({ type }) => type),
    data: [...told.values()].map(({ data }) => storableJson(data)),
  };
}

function untilEnd(events: readonly NewRunEvent[]): readonly NewRunEvent[] {
  const end = events.findIndex(({ type }) => type === 'run-end');
  return end === -1 ? events : events.slice(0, end + 1);
}

function firstOfEachKey(events: readonly NewRunEvent[]): ReadonlyMap<string, NewRunEvent> {
  const told = new Map<string, NewRunEvent>();
  for (const event of events) {
    const key = storableText(event.key);
    if (!told.has(key)) told.set(key, event);
  }
  return told;
}
