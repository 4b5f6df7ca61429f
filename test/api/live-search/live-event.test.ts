import { describe, expect, test } from 'vitest';
import { liveEvent } from '../../../api/live-search/live-event.js';
import { RUN_EVENT_TYPES, type RunEventType } from '../../../contracts/run-events.js';

const AT = '2026-01-02T03:04:05.678Z';

function show(type: RunEventType, data: Record<string, unknown> = {}) {
  return liveEvent({ seq: 7, type, data, at: AT });
}

describe('an event of a run is shown as', () => {
  test('progress with its stage, a sentence, and what it is about', () => {
    const queries = [
      { query: 'depth of Lake Baikal', step: 1 },
      { query: 'fish of Lake Baikal', step: 2 },
    ];
    expect(show('round-start', { iteration: 2, queries })).toEqual({
      event: 'progress',
      data: {
        stage: 'searching',
        message: 'Hop 2: searching for depth of Lake Baikal · fish of Lake Baikal',
        details: { hop: 2, queries: ['depth of Lake Baikal', 'fish of Lake Baikal'] },
        at: AT,
      },
    });
  });

  test('a key summary when a plan is made and when a hop ends', () => {
    const plan = { steps: [{ description: 'How deep it is' }] };
    expect(show('plan-ready', { plan, planned_by: 'model' })?.data).toMatchObject({
      stage: 'planning',
      is_key_summary: true,
      details: { steps: ['How deep it is'], planned_by: 'model' },
    });
    const coverage = [{ state: 'covered' }, { state: 'partly' }];
    expect(show('round-end', { iteration: 1, coverage })?.data).toMatchObject({
      message: 'Hop 1: 1 of 2 steps covered',
      is_key_summary: true,
    });
  });

  test('an error that ends nothing when a provider fails or a page cannot be read', () => {
    const failed = { engine: 'searxng', code: 'rate-limited', message: 'too many requests' };
    expect(show('engine-failed', { ...failed, attempt: 1 })).toEqual({
      event: 'error',
      data: {
        error_message: 'searxng failed: too many requests',
        stage: 'searching',
        is_fatal: false,
        status: 429,
        at: AT,
      },
    });
    expect(
      show('page-failed', { url: 'https://a.example/', code: 'forbidden' })?.data,
    ).toMatchObject({ stage: 'reading', is_fatal: false, status: 403 });
  });

  test('a chunk of the report', () => {
    const data = { chunk_id: 1, content: '# Depths\n\n', is_final_chunk: false };
    expect(show('report-chunk', data)).toEqual({
      event: 'markdown_chunk',
      data: { ...data, at: AT },
    });
  });

  test('the one end of the stream', () => {
    const live = { message: 'done', total_hops_executed: 2 };
    expect(show('run-end', { status: 'completed', result: { live } })).toEqual({
      event: 'complete',
      data: { ...live, at: AT },
    });
    expect(show('run-end', { status: 'cancelled' })?.event).toBe('cancelled');
    const error = { error: 'unavailable', message: 'No search provider answered: none is set up' };
    expect(show('run-end', { status: 'failed', error })).toMatchObject({
      event: 'error',
      data: { error_message: error.message, is_fatal: true, status: 503 },
    });
    expect(show('run-end', { status: 'timed_out' })?.data).toMatchObject({
      is_fatal: true,
      status: 504,
    });
  });
});

test('whatever an event holds, it is shown or passed over, never a fault', () => {
  for (const type of RUN_EVENT_TYPES)
    for (const data of [{}, { sources: 'x', queries: [1], plan: null, coverage: {}, error: 1 }])
      expect(() => show(type, data)).not.toThrow();
});

test('only the end of a run is an end of the stream', () => {
  const ends = RUN_EVENT_TYPES.filter((type) => {
    const shown = show(type);
    return (
      ['complete', 'cancelled'].includes(shown?.event ?? '') || shown?.data['is_fatal'] === true
    );
  });
  expect(ends).toEqual(['run-end']);
});
