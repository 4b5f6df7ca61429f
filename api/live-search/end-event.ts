import { isRecord } from '../is-record.js';
import { type Fields, type LiveEvent, statusOf, textOf } from './event-fields.js';

/** The one event that ends the stream: how the run ended, with all that it counted. */
export function endEvent({ status, result, error }: Fields): LiveEvent {
  const figures = isRecord(result) && isRecord(result['live']) ? result['live'] : undefined;
  if (status === 'completed' && figures !== undefined) return { event: 'complete', data: figures };
  if (status === 'cancelled')
    return { event: 'cancelled', data: { message: reasonOf(error) ?? 'The search was cancelled' } };
  if (status === 'timed_out')
    return fatal('gathering', 'Nothing was found before the time of the search was up', 504);
  const code = isRecord(error) ? error['error'] : undefined;
  return fatal('failed', reasonOf(error) ?? 'The search failed', statusOf(code));
}

function fatal(stage: string, message: string, status: number): LiveEvent {
  return { event: 'error', data: { error_message: message, stage, is_fatal: true, status } };
}

function reasonOf(error: unknown): string | undefined {
  const message = isRecord(error) ? textOf(error['message']) : '';
  return message === '' ? undefined : message;
}
