import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { ServiceError } from '../contracts/failures.js';
import type { CheckedAnswer, CheckInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredAnswer, StoredPack } from '../contracts/stored-shapes.js';
import { packPassages } from '../domain/claims/pack-passages.js';
import { splitClaims } from '../domain/claims/split-claims.js';
import { checkText } from './check-text.js';
import { similaritiesOf } from './embed.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Comparing every sentence of an answer with its evidence. */
export function createCheckingActivities({
  objects,
  embedder,
  writer,
}: Pick<Services, 'objects' | 'embedder' | 'writer'>) {
  /** Cosine of each claim with each passage; undefined when meaning is not asked for. */
  async function meaningOf(answer: string, pack: EvidencePack, useEmbedder: boolean) {
    if (!useEmbedder) return undefined;
    const model = embedder();
    if (model === undefined)
      throw new ServiceError('not-configured', 'no embedding model is set up');
    const questions = splitClaims(answer).map(({ text }) => text);
    const texts = packPassages(pack).map(({ text }) => text);
    if (questions.length === 0 || texts.length === 0) return undefined;
    const rows = await similaritiesOf(model, { texts, questions }, cancellationSignal());
    return (claim: number, passage: number): number => rows[passage]?.[claim] ?? 0;
  }

  return {
    /** Keeps the answer with its citations corrected and each claim's verdict; tells when its text has changed. */
    async checkAnswer(input: CheckInput): Promise<CheckedAnswer> {
      const { runId, packKey, answerKey, useEmbedder } = input;
      const pack = await getJson(objects, packKey, StoredPack);
      const { text } = await getJson(objects, answerKey, StoredAnswer);
      const meaning = await meaningOf(text, pack, useEmbedder);
      const tell = openStep(writer, runId);
      const { answer, claims, citations, failed } = checkText({ text, pack, meaning }, tell);
      const checkKey = await putJson(objects, runPrefix(runId), { answer, claims, citations });
      return { checkKey, claims: claims.length, failed, warnings: [] };
    },
  };
}
