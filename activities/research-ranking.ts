import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { ServiceError } from '../contracts/failures.js';
import type { RankResearchInput } from '../contracts/research-steps.js';
import type { RankedEvidence } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { passagesToEmbed } from '../domain/search/passages-to-embed.js';
import { rankSources } from '../domain/search/rank-sources.js';
import { selectPassages } from '../domain/search/select-passages.js';
import { someSimilarities } from './embed.js';
import { loadEvidence } from './load-evidence.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Most passages that are compared by keywords, and by meaning: embedding one costs some 50 ms on a processor. */
const PASSAGES = 300;
const PASSAGES_TO_EMBED = 96;

/** Choosing the sources of a report. */
export function createResearchRankingActivities({
  objects,
  embedder,
  writer,
}: Pick<Services, 'objects' | 'embedder' | 'writer'>) {
  return {
    /** Keeps the evidence pack of the report: sources in the order in which they will be numbered. */
    async rankResearch({
      runId,
      evidenceKey,
      maxSources,
      useEmbedder,
    }: RankResearchInput): Promise<RankedEvidence> {
      const { question, language, asked, documents } = await loadEvidence(objects, evidenceKey);
      const selection = { question, subQueries: asked, documents, limit: PASSAGES };
      const passages = selectPassages(selection);
      const similarities = useEmbedder ? await compare() : undefined;
      const sources = rankSources({
        question,
        subQueries: asked,
        documents,
        passages,
        similarities,
        maxSources,
        diversity: true,
        recency: false,
        queryAware: false,
        nowMs: Date.now(),
      });
      const pack: EvidencePack = { question, language, sources };
      const packKey = await putJson(objects, runPrefix(runId), pack);
      openStep(writer, runId)('sources-ranked', { sources: sources.map(({ source }) => source) });
      return { packKey, sources: sources.length, warnings: [] };

      async function compare(): Promise<number[][]> {
        const model = embedder();
        if (model === undefined)
          throw new ServiceError('not-configured', 'no embedding model is set up');
        const questions = [question, ...asked.map(({ query }) => query)];
        const texts = passages.map(({ text }) => text);
        const most = PASSAGES_TO_EMBED;
        const chosen = passagesToEmbed({ question, documents, passages, most });
        return someSimilarities(model, { texts, questions, chosen }, cancellationSignal());
      }
    },
  };
}
