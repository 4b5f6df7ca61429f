import { evidencePrefix } from '../contracts/evidence-prefix.js';
import type {
  JudgeInput,
  Judgement,
  KeepEvidenceInput,
  MergedRound,
  MergeRoundInput,
} from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredHits } from '../contracts/stored-shapes.js';
import { deadEnds } from '../domain/research/dead-ends.js';
import { judgeRound } from '../domain/research/judge-round.js';
import { mergeHits, webUrls } from '../domain/search/merge-hits.js';
import { loadEvidence } from './load-evidence.js';
import { getJson, putJson, runPrefix } from './stored-json.js';

/** Most pages whose addresses enter the history in a round. */
const MOST_TO_READ = 50;

/** Putting together what a round found, and judging it. */
export function createResearchGatheringActivities({ objects }: Pick<Services, 'objects'>) {
  return {
    /** One list of all hits of the run, best first, each page once; and the best pages that were not tried yet. */
    async mergeRound({
      runId,
      found,
      earlier,
      tried,
      limit,
    }: MergeRoundInput): Promise<MergedRound> {
      const lists = await Promise.all(
        found.map(async ({ query, key }) => ({
          query,
          hits: await getJson(objects, key, StoredHits),
        })),
      );
      const merged = mergeHits(lists);
      const known = new Set(tried);
      return {
        key: await putJson(objects, runPrefix(runId), merged),
        total: merged.length,
        toRead: webUrls(merged)
          .filter((url) => !known.has(url))
          .slice(0, Math.min(limit, MOST_TO_READ)),
        deadEnds: deadEnds(lists, earlier),
      };
    },

    /** Keeps everything found so far as one object, so that later steps, and a later run, are handed its key alone. */
    async keepEvidence({ runId, ...evidence }: KeepEvidenceInput): Promise<string> {
      return putJson(objects, evidencePrefix(runId, evidence.asked.length), evidence);
    },

    /** What is covered, what is missing, and what to ask next; the best sources so far are kept as a pack. */
    async judgeByRules({
      runId,
      evidenceKey,
      earlierKey,
      limit,
      passages,
    }: JudgeInput): Promise<Judgement> {
      const evidence = await loadEvidence(objects, evidenceKey);
      const earlier = earlierKey === null ? undefined : await loadEvidence(objects, earlierKey);
      const { pack, ...judged } = judgeRound(evidence, {
        earlier,
        limit,
        passages,
        nowMs: Date.now(),
      });
      return { ...judged, packKey: await putJson(objects, runPrefix(runId), pack) };
    },
  };
}
