import { SearchResult } from '../../contracts/search.js';
import type { Outcome, RunEnding } from './ask.js';
import { EXIT } from './ask-error.js';
import { colorsFor, type Output } from './colors-for.js';
import { formatAnswer, formatSources } from './format-answer.js';
import { plainLine } from './plain-text.js';
import type { Progress } from './show-progress.js';

interface PrintOptions {
  readonly json: boolean;
  readonly output: Output;
  readonly progress: Progress;
}

/** Prints what came of a question: an answer on the output, anything else as progress. Gives the exit code. */
export function printOutcome(
  { interrupted, session, end }: Outcome,
  { json, output, progress }: PrintOptions,
): number {
  progress.end();
  if (interrupted) {
    progress.problem(interruption(session, end));
    return EXIT.interrupted;
  }
  if (end?.status === 'completed' && json) {
    output.write(`${escapeControls(JSON.stringify(end.result, null, 2))}\n`);
    return EXIT.answered;
  }
  const colors = colorsFor(output);
  const result = SearchResult.safeParse(end?.result).data;
  if (end?.status === 'completed' && result !== undefined) {
    output.write(formatAnswer(result, colors));
    return EXIT.answered;
  }
  progress.problem(failure(session, end));
  if (!json && result !== undefined) output.write(found(formatSources(result.sources, colors)));
  return EXIT.failed;
}

function interruption(session: string | undefined, end: RunEnding | undefined): string {
  if (session === undefined) return 'Interrupted.';
  if (end === undefined)
    return `Interrupted. The search has not confirmed yet that it was cancelled; it is session ${session}.`;
  if (end.status === 'cancelled') return 'Interrupted. The search was cancelled.';
  return `Interrupted. The search had ended before (${end.status}); session ${session} holds it.`;
}

function failure(session: string | undefined, end: RunEnding | undefined): string {
  return `${reasonOf(end)}${session === undefined ? '' : ` (session ${session})`}`;
}

function reasonOf(end: RunEnding | undefined): string {
  switch (end?.status) {
    case 'timed_out':
      return 'The search ran out of time before there was an answer; --timeout gives it more.';
    case 'cancelled':
      return `The search was cancelled elsewhere${end.error === undefined ? '.' : `: ${plainLine(end.error.message)}.`}`;
    case 'completed':
      return 'The search has ended, but its result is in a shape that this version does not know; try --json.';
    default:
      return `The search failed: ${plainLine(end?.error?.message ?? 'no reason was given', 1_000)}`;
  }
}

function found(sources: readonly string[]): string {
  return sources.length === 0 ? '' : `Found until then:\n\n${sources.join('\n')}\n`;
}

/** JSON leaves DEL, C1 controls and turned direction as they are; a terminal may obey them. */
function escapeControls(json: string): string {
  return json.replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
