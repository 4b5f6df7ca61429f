import { expect, test } from 'vitest';
import { formatEvent } from '../../api/sse.js';

test('an event is put into words once, however many follow', () => {
  let times = 0;
  const told = { toJSON: () => `${++times} times` };
  const event = {
    seq: 7,
    type: 'warning',
    data: { told },
    at: '2026-01-01T00:00:00.000Z',
  } as const;

  const first = formatEvent(event);

  expect(first).toBe(
    'id: 7\nevent: warning\ndata: {"told":"1 times","at":"2026-01-01T00:00:00.000Z"}\n\n',
  );
  expect(formatEvent(event)).toBe(first);
  expect(formatEvent({ ...event, seq: 8 })).toContain('2 times');
});
