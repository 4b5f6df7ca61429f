import { cancellationSignal } from '@temporalio/activity';
import type { RewriteInput, WrittenAnswer } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredCheck, StoredPack } from '../contracts/stored-shapes.js';
import { cleanAnswer } from '../domain/answers/clean-answer.js';
import { rewritePrompt } from '../domain/answers/rewrite-prompt.js';
import { fitEvidence } from './fit-evidence.js';
import { namedModel } from './named-model.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { writeStream } from './write-stream.js';

/** Mending an answer. */
export function createRewritingActivities({ chat, objects }: Pick<Services, 'chat' | 'objects'>) {
  return {
    /** Asks the model once to rewrite or drop what the evidence does not support. Nothing is told: the check decides. */
    async rewriteAnswer({
      runId,
      packKey,
      checkKey,
      ...input
    }: RewriteInput): Promise<WrittenAnswer> {
      const signal = cancellationSignal();
      const model = await namedModel(chat, input.model, signal);
      const whole = await getJson(objects, packKey, StoredPack);
      const { answer, claims } = await getJson(objects, checkKey, StoredCheck);
      const failed = claims.filter(({ verdict }) => verdict !== 'supported');
      const beside = [answer, ...failed.flatMap(({ text, quote }) => [text, quote ?? ''])].join(
        '\n',
      );
      const { pack, maxTokens } = await fitEvidence({ model, whole, beside }, signal);
      const messages = rewritePrompt({ answer, failed, pack });
      const parts = model.chat({ messages, maxTokens, runId, temperature: 0.2 }, signal);
      const { text, usage } = await writeStream(parts, () => {});
      const answerKey = await putJson(objects, runPrefix(runId), { text: cleanAnswer(text) });
      return { answerKey, modelUsed: model.name, usage, warnings: [] };
    },
  };
}
