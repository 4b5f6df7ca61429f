import { cancellationSignal } from '@temporalio/activity';
import type { OutlinedByModel, OutlineInput } from '../contracts/report-steps.js';
import { OutlineReply } from '../contracts/research-replies.js';
import type { Services } from '../contracts/services.js';
import { StoredPack } from '../contracts/stored-shapes.js';
import { outlineFromModel } from '../domain/research/outline-from-model.js';
import { outlinePrompt } from '../domain/research/outline-prompt.js';
import { namedModel } from './named-model.js';
import { getJson } from './stored-json.js';

/** An outline is a few short lines; a model that writes more is in a loop. */
const OUTLINE_TOKENS = 300;

/** Deciding on the sections of a report. */
export function createOutliningActivities({ chat, objects }: Pick<Services, 'chat' | 'objects'>) {
  return {
    /** The sections a model gives under a grammar, mended and checked; none where they are of no use. */
    async outlineByModel(input: OutlineInput): Promise<OutlinedByModel> {
      const { runId, question, steps, judged } = input;
      const signal = cancellationSignal();
      const model = await namedModel(chat, input.model, signal);
      const pack = await getJson(objects, input.packKey, StoredPack);
      const messages = outlinePrompt({ question, steps, judged, pack });
      const request = { messages, maxTokens: OUTLINE_TOKENS, temperature: 0, runId };
      const { value, usage } = await model.ask(request, OutlineReply, signal);
      if (value === undefined)
        return { sections: null, fault: 'the reply is not of the form', usage };
      const { sections, fault } = outlineFromModel(value, { question, steps });
      return { sections, fault: fault ?? '', usage };
    },
  };
}
