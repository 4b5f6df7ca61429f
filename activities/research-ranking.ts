import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import type { RankResearchInput } from '../contracts/research-steps.js';
import type { RankedEvidence } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { rankReport, reportPassages } from '../domain/research/rank-report.js';
import { passagesToEmbed } from '../domain/search/passages-to-embed.js';
import { someSimilarities } from './embed.js';
import { loadEvidence } from './load-evidence.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Most passages that are compared by meaning: embedding one costs some 50 ms on a processor. */
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
      passages: most,
      useEmbedder,
    }: RankResearchInput): Promise<RankedEvidence> {
      const evidence = await loadEvidence(objects, evidenceKey);
      const passages = reportPassages(evidence, most);
      const similarities = useEmbedder ? await compare() : undefined;
      const nowMs = Date.now();
      const pack = rankReport(evidence, { maxSources, nowMs, similarities, passages });
      const packKey = await putJson(objects, runPrefix(runId), pack);
      const sources = pack.sources.map(({ source }) => source);
      openStep(writer, runId)('sources-ranked', { sources });
      return { packKey, sources: sources.length, warnings: [] };

      async function compare(): Promise<number[][]> {
        const model = embedder();
        if (model === undefined)
          throw new ServiceError('not-configured', 'no embedding model is set up');
        const questions = [evidence.question, ...evidence.asked.map(({ query }) => query)];
        const texts = passages.map(({ text }) => text);
        const most = PASSAGES_TO_EMBED;
        const { question, documents } = evidence;
        const chosen = passagesToEmbed({ question, documents, passages, most });
        return someSimilarities(model, { texts, questions, chosen }, cancellationSignal());
      }
    },
  };
}
