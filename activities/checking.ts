import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { ServiceError } from '../contracts/failures.js';
import type { CheckedAnswer, CheckInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredAnswer, StoredPack } from '../contracts/stored-shapes.js';
import { packPassages } from '../domain/claims/pack-passages.js';
import { splitClaims } from '../domain/claims/split-claims.js';
import { similaritiesOf } from './embed.js';
import { createSizedSteps } from './sized-steps.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { tellChecked } from './tell-checked.js';
import { openStep } from './tell-step.js';

/** Comparing every sentence of an answer with its evidence. */
export function createCheckingActivities({
  objects,
  embedder,
  writer,
  threads,
}: Pick<Services, 'objects' | 'embedder' | 'writer' | 'threads'>) {
  const { checkWithMeaning } = createSizedSteps(threads);

  /** Cosine of each passage with each claim; undefined when meaning is not asked for. */
  async function compare(answer: string, pack: EvidencePack, useEmbedder: boolean) {
    if (!useEmbedder) return undefined;
    const model = embedder();
    if (model === undefined)
      throw new ServiceError('not-configured', 'no embedding model is set up');
    const questions = splitClaims(answer).map(({ text }) => text);
    const texts = packPassages(pack).map(({ text }) => text);
    if (questions.length === 0 || texts.length === 0) return undefined;
    return similaritiesOf(model, { texts, questions }, cancellationSignal());
  }

  return {
    /** Keeps the answer with its citations corrected and each claim's verdict; tells when its text has changed. */
    async checkAnswer(input: CheckInput): Promise<CheckedAnswer> {
      const { runId, packKey, answerKey, useEmbedder, section } = input;
      const pack = await getJson(objects, packKey, StoredPack);
      const { text } = await getJson(objects, answerKey, StoredAnswer);
      const similarities = await compare(text, pack, useEmbedder);
      const { answer, claims, citations } = await checkWithMeaning(
        { answer: text, pack, similarities },
        cancellationSignal(),
      );
      const failed = tellChecked(text, { answer, claims, section }, openStep(writer, runId));
      const checkKey = await putJson(objects, runPrefix(runId), { answer, claims, citations });
      return { checkKey, claims: claims.length, failed, warnings: [] };
    },
  };
}
