import { z } from 'zod';
import { ask } from '../ask/ask.js';
import { AskError, EXIT } from '../ask/ask-error.js';
import { atInstance, type Commanded } from '../ask/at-instance.js';
import type { StreamedEvent } from '../ask/event-stream.js';
import { hasLiveRows, showProgress } from '../ask/show-progress.js';
import { attendApproval } from './attend-approval.js';
import type { Person } from './decide-plan.js';
import { outFileOf } from './out-file.js';
import { printResearch } from './print-research.js';
import { researchRequestOf } from './request-of.js';
import { researchView } from './research-view.js';

export interface Research extends Commanded {
  readonly words: readonly string[];
  /** Who decides about plans; undefined where nobody is at the terminal. */
  readonly person: Person | undefined;
}

const Options = z.object({ json: z.boolean(), out: z.string().optional() });

/** Researches, shows, prints or writes the report. Gives the exit code and leaves nothing running. */
export async function conductResearch(research: Research): Promise<number> {
  const { words, options, person, output, errors, interrupted } = research;
  const progress = showProgress(errors, researchView({ checklist: hasLiveRows(errors) }));
  return atInstance(research, {
    progress,
    async prepare() {
      const request = researchRequestOf(words, options);
      const { json, out } = Options.parse(options);
      if (request.require_approval && person === undefined) throw nobody();
      return { request, json, out: out === undefined ? undefined : await outFileOf(out) };
    },
    async work({ request, json, out }, instance) {
      let declined = false;
      const attend =
        person === undefined ? () => {} : attendApproval({ instance, progress, person });
      const outcome = await ask({
        order: { kind: 'research', request },
        instance,
        progress,
        interrupted,
        attend(event, session, signal) {
          declined ||= isDeclined(event);
          attend(event, session, signal);
        },
      });
      return printResearch(outcome, { json, out, declined, output, progress, instance });
    },
  });
}

function isDeclined({ type, data }: StreamedEvent): boolean {
  return type === 'plan-decided' && data.approved === false;
}

function nobody(): AskError {
  const message =
    '--approve asks at a terminal, and there is none. Use require_approval of the API instead.';
  return new AskError(message, { exitCode: EXIT.badUse });
}
