import { SearchResult } from '../../contracts/search.js';
import type { Outcome } from './ask.js';
import { EXIT } from './ask-error.js';
import { colorsFor, type Output } from './colors-for.js';
import { formatAnswer, formatSources } from './format-answer.js';
import { jsonText } from './plain-text.js';
import { failureOf, interruptionOf } from './run-words.js';
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
    progress.problem(interruptionOf('search', session, end));
    return EXIT.interrupted;
  }
  if (end?.status === 'completed' && json) {
    output.write(jsonText(end.result));
    return EXIT.answered;
  }
  const colors = colorsFor(output);
  const result = SearchResult.safeParse(end?.result).data;
  if (end?.status === 'completed' && result !== undefined) {
    output.write(formatAnswer(result, colors));
    return EXIT.answered;
  }
  progress.problem(failureOf('search', session, end));
  if (!json && result !== undefined) output.write(found(formatSources(result.sources, colors)));
  return EXIT.failed;
}

function found(sources: readonly string[]): string {
  return sources.length === 0 ? '' : `Found until then:\n\n${sources.join('\n')}\n`;
}
