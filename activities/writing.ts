import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { EXTRACTIVE } from '../contracts/extractive.js';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { WriteInput, WrittenAnswer } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredPack } from '../contracts/stored-shapes.js';
import type { Warning } from '../contracts/warnings.js';
import { answerPrompt } from '../domain/answers/answer-prompt.js';
import { cleanAnswer } from '../domain/answers/clean-answer.js';
import { extractText } from './extract-text.js';
import { fitEvidence } from './fit-evidence.js';
import { namedModel } from './named-model.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { openStep, type TellStep } from './tell-step.js';
import { writeStream } from './write-stream.js';
import { writtenWarnings } from './written-warnings.js';

/** Writing the answer. */
export function createWritingActivities({
  chat,
  objects,
  writer,
}: Pick<Services, 'chat' | 'objects' | 'writer'>) {
  async function keep(runId: string, text: string): Promise<string> {
    return putJson(objects, runPrefix(runId), { text });
  }

  async function extract(
    runId: string,
    pack: EvidencePack,
    tell: TellStep,
  ): Promise<WrittenAnswer> {
    const answerKey = await keep(runId, extractText(pack, tell));
    return { answerKey, modelUsed: EXTRACTIVE, usage: NO_USAGE, warnings: [] };
  }

  return {
    /** Streams the model's answer into the events and keeps it. Evidence that does not fit is named, never cut in silence. */
    async writeAnswer({
      runId,
      packKey,
      strategy,
      todayIso,
      ...input
    }: WriteInput): Promise<WrittenAnswer> {
      const signal = cancellationSignal();
      const tell = openStep(writer, runId);
      const model = await namedModel(chat, input.model, signal);
      const whole = await getJson(objects, packKey, StoredPack);
      const { pack, leftOut, maxTokens } = await fitEvidence({ model, whole }, signal);
      if (pack.sources.length === 0) return extract(runId, whole, tell);

      const messages = answerPrompt({ pack, strategy, todayIso });
      tell('answer-start', { model: model.name });
      const parts = model.chat({ messages, maxTokens, runId, temperature: 0.2 }, signal);
      const { text, usage, cut } = await writeStream(parts, tell);
      const warnings = writtenWarnings(model.name, { leftOut, cut });
      const answer = cleanAnswer(text);
      if (answer === '') {
        const extracted = await extract(runId, whole, tell);
        return { ...extracted, usage, warnings: [...warnings, emptyAnswer(model.name)] };
      }
      tell('answer-end', { model: model.name });
      return { answerKey: await keep(runId, answer), modelUsed: model.name, usage, warnings };
    },

    /** An answer made of the best sentences of the sources, without a model. */
    async extractAnswer({
      runId,
      packKey,
    }: Pick<WriteInput, 'runId' | 'packKey'>): Promise<WrittenAnswer> {
      return extract(runId, await getJson(objects, packKey, StoredPack), openStep(writer, runId));
    },
  };
}

function emptyAnswer(model: string): Warning {
  const message = 'The model wrote nothing, so the answer is made of sentences of the sources.';
  return { code: 'extractive-answer', message, subject: model };
}
