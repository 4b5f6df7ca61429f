import { createHash, randomBytes } from 'node:crypto';

/** A run's trace id, 32 hex digits: a UUID's own, else made of the id, so that nobody has to be asked for it. */
export function traceIdOf(runId: string | undefined): string {
  if (runId === undefined) return randomBytes(16).toString('hex');
  const digits = runId.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : hash(runId).slice(0, 32);
}

/** The id of the span that stands for the whole run, known before that span is sent. */
export function runSpanId(runId: string): string {
  return hash(`run ${runId}`).slice(0, 16);
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
