import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { ServiceError } from '../contracts/failures.js';
import type { RankedEvidence, RankInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { someSimilarities } from './embed.js';
import { keepSearchEvidence } from './keep-search-evidence.js';
import { loadDocuments } from './load-documents.js';
import { createSizedSteps } from './sized-steps.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Most passages that are compared by keywords. */
export const PASSAGES = 120;
/** Most that are compared by meaning, or twice the sources: embedding one costs some 50 ms on a processor. */
const PASSAGES_TO_EMBED = 48;

/** Choosing the passages an answer is written from. */
export function createRankingActivities({
  objects,
  embedder,
  writer,
  threads,
}: Pick<Services, 'objects' | 'embedder' | 'writer' | 'threads'>) {
  const { selectPassages, passagesToEmbed, rankSources } = createSizedSteps(threads);
  return {
    /** Keeps the evidence pack: sources in order, each with its best passages. */
    async rankEvidence(input: RankInput): Promise<RankedEvidence> {
      const { query: question, language, ...ranking } = input;
      const { runId, subQueries, maxSources } = ranking;
      const signal = cancellationSignal();
      await keepSearchEvidence(objects, input);
      const documents = await loadDocuments(objects, input.merged, input.read);
      const selection = { question, subQueries, documents, limit: PASSAGES };
      const passages = await selectPassages(selection, signal);
      const similarities = input.useEmbedder ? await compare() : undefined;
      const candidates = { documents, passages, similarities };
      const sources = await rankSources(
        { question, ...ranking, ...candidates, nowMs: Date.now() },
        signal,
      );
      const pack: EvidencePack = { question, language, sources };
      const packKey = await putJson(objects, runPrefix(runId), pack);
      openStep(writer, runId)('sources-ranked', { sources: sources.map(({ source }) => source) });
      return { packKey, sources: sources.length, warnings: [] };

      async function compare(): Promise<number[][]> {
        const model = embedder();
        if (model === undefined)
          throw new ServiceError('not-configured', 'no embedding model is set up');
        const questions = [question, ...subQueries.map(({ query }) => query)];
        const texts = passages.map(({ text }) => text);
        const most = Math.max(PASSAGES_TO_EMBED, 2 * maxSources);
        const chosen = await passagesToEmbed({ question, documents, passages, most }, signal);
        return someSimilarities(model, { texts, questions, chosen }, signal);
      }
    },
  };
}
