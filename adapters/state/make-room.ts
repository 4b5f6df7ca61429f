import type { NewRunEvent } from '../../contracts/run-events.js';

const WARNING: NewRunEvent = {
  key: 'events-dropped',
  type: 'warning',
  data: {
    code: 'events-dropped',
    message:
      'The event log could not be written for so long that some events of this run are missing; the result is whole.',
  },
};

/** Takes out what matters least until `capacity` are left, one warning among them; returns by how many they are fewer. */
export function makeRoom(waiting: NewRunEvent[], capacity: number): number {
  const before = waiting.length;
  if (!waiting.some(({ key }) => key === WARNING.key)) waiting.unshift(WARNING);
  while (waiting.length > capacity) waiting.splice(leastWanted(waiting), 1);
  return before - waiting.length;
}

function leastWanted(waiting: readonly NewRunEvent[]): number {
  const delta = waiting.findIndex(({ type }) => type === 'answer-delta');
  return delta === -1 ? waiting.findIndex(({ key }) => key !== WARNING.key) : delta;
}
