import { z } from 'zod';
import { ask } from './ask.js';
import { atInstance, type Commanded } from './at-instance.js';
import { printOutcome } from './print-outcome.js';
import { requestOf } from './request-of.js';
import { showProgress } from './show-progress.js';

export interface Question extends Commanded {
  readonly words: readonly string[];
}

const Options = z.object({ json: z.boolean() });

/** Asks, shows and prints. Gives the exit code and leaves nothing running. */
export async function answerQuestion(question: Question): Promise<number> {
  const { words, options, output, errors, interrupted } = question;
  const progress = showProgress(errors);
  return atInstance(question, {
    progress,
    prepare: () => ({ request: requestOf(words, options), ...Options.parse(options) }),
    async work({ request, json }, instance) {
      const order = { kind: 'search', request } as const;
      const outcome = await ask({ order, instance, progress, interrupted });
      return printOutcome(outcome, { json, output, progress });
    },
  });
}
