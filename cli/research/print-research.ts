import { ResearchResult } from '../../contracts/research.js';
import type { Outcome } from '../ask/ask.js';
import { EXIT } from '../ask/ask-error.js';
import { colorsFor, type Output } from '../ask/colors-for.js';
import type { Instance } from '../ask/open-instance.js';
import { jsonText } from '../ask/plain-text.js';
import { failureOf, interruptionOf } from '../ask/run-words.js';
import type { Progress } from '../ask/show-progress.js';
import { formatCitations, formatResearch } from './format-research.js';
import { type OutFile, writeReport } from './out-file.js';

interface PrintOptions {
  readonly json: boolean;
  /** Where the report goes instead of the output. */
  readonly out: OutFile | undefined;
  readonly declined: boolean;
  readonly output: Output;
  readonly progress: Progress;
  readonly instance: Instance;
}

/** Prints or writes what came of a research, anything else is told as progress. Gives the exit code. */
export async function printResearch(
  { interrupted, session, end }: Outcome,
  { json, out, declined, output, progress, instance }: PrintOptions,
): Promise<number> {
  progress.end();
  if (interrupted) {
    progress.problem(interruptionOf('research', session, end));
    return EXIT.interrupted;
  }
  if (declined && end?.status === 'cancelled') {
    progress.problem('The plan was declined, so the research was cancelled.');
    return EXIT.interrupted;
  }
  const completed = end?.status === 'completed';
  const result = ResearchResult.safeParse(end?.result).data;
  const known = completed && (json || out !== undefined || result !== undefined);
  if (!known) progress.problem(failureOf('research', session, end));
  if (out !== undefined && session !== undefined && (completed || result !== undefined))
    await writeReport(out, { session, instance, progress });

  if (json && completed) output.write(jsonText(end.result));
  else if (!json && out === undefined && result !== undefined)
    output.write(completed ? formatResearch(result, colorsFor(output)) : found(result, output));
  return known ? EXIT.answered : EXIT.failed;
}

function found({ citations }: ResearchResult, output: Output): string {
  const sources = formatCitations(citations, colorsFor(output));
  return sources.length === 0 ? '' : `Found until then:\n\n${sources.join('\n')}\n`;
}
