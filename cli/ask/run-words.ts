import type { RunEnding } from './ask.js';
import { plainLine } from './plain-text.js';

/** What an interrupted run is told as; its end is undefined when it was not heard of in time. */
export function interruptionOf(
  noun: string,
  session: string | undefined,
  end: RunEnding | undefined,
): string {
  if (session === undefined) return 'Interrupted.';
  if (end === undefined)
    return `Interrupted. The ${noun} has not confirmed yet that it was cancelled; it is session ${session}.`;
  if (end.status === 'cancelled') return `Interrupted. The ${noun} was cancelled.`;
  return `Interrupted. The ${noun} had ended before (${end.status}); session ${session} holds it.`;
}

/** Why a run gave no result. */
export function failureOf(
  noun: string,
  session: string | undefined,
  end: RunEnding | undefined,
): string {
  return `${reasonOf(noun, end)}${session === undefined ? '' : ` (session ${session})`}`;
}

function reasonOf(noun: string, end: RunEnding | undefined): string {
  switch (end?.status) {
    case 'timed_out':
      return `The ${noun} ran out of time before there was an answer; --timeout gives it more.`;
    case 'cancelled':
      return `The ${noun} was cancelled elsewhere${end.error === undefined ? '.' : `: ${plainLine(end.error.message)}.`}`;
    case 'completed':
      return `The ${noun} has ended, but its result is in a shape that this version does not know; try --json.`;
    default:
      return `The ${noun} failed: ${plainLine(end?.error?.message ?? 'no reason was given', 1_000)}`;
  }
}
