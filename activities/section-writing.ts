import { cancellationSignal } from '@temporalio/activity';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { WriteSectionInput, WrittenSection } from '../contracts/report-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredPack } from '../contracts/stored-shapes.js';
import { cleanAnswer } from '../domain/answers/clean-answer.js';
import { sectionPack } from '../domain/research/section-pack.js';
import { sectionPrompt } from '../domain/research/section-prompt.js';
import { fitEvidence } from './fit-evidence.js';
import { namedModel } from './named-model.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { headingLine, inSection } from './tell-section.js';
import { openStep } from './tell-step.js';
import { writeStream } from './write-stream.js';
import { writtenWarnings } from './written-warnings.js';

/** Writing the sections of a report by a model. */
export function createSectionWritingActivities({
  chat,
  objects,
  writer,
}: Pick<Services, 'chat' | 'objects' | 'writer'>) {
  return {
    /**
     * Streams one section into the events and keeps it with its own evidence, which is cut to the model's context. The
     * model is not asked where nothing was found.
     */
    async writeSection(input: WriteSectionInput): Promise<WrittenSection> {
      const { runId, section, number } = input;
      const signal = cancellationSignal();
      const nothing = { answerKey: null, packKey: null, modelUsed: input.model, warnings: [] };
      const whole = sectionPack(await getJson(objects, input.packKey, StoredPack), section.query);
      if (whole.sources.every(({ passages }) => passages.length === 0))
        return { ...nothing, usage: NO_USAGE };

      const model = await namedModel(chat, input.model, signal);
      const { pack, leftOut, maxTokens } = await fitEvidence({ model, whole }, signal);
      const packKey = await putJson(objects, runPrefix(runId), whole);
      const messages = sectionPrompt({ ...input, pack });
      const tell = inSection(openStep(writer, runId), { number, heading: section.heading });
      tell('answer-start', { model: model.name, heading: section.heading });
      tell('answer-delta', { text: headingLine(section.heading) });
      const parts = model.chat({ messages, maxTokens, runId, temperature: 0.2 }, signal);
      const { text, usage, cut } = await writeStream(parts, tell);
      tell('answer-delta', { text: '\n\n' });
      tell('answer-end', { model: model.name });
      const answer = cleanAnswer(text);
      const answerKey =
        answer === '' ? null : await putJson(objects, runPrefix(runId), { text: answer });
      const warnings = writtenWarnings(model.name, { leftOut, cut });
      return { answerKey, packKey, modelUsed: model.name, usage, warnings };
    },
  };
}
