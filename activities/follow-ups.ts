import { evidencePrefix } from '../contracts/evidence-prefix.js';
import { ServiceError } from '../contracts/failures.js';
import type {
  AimedFollowUp,
  AimFollowUpInput,
  OpenedFollowUp,
  OpenFollowUpInput,
} from '../contracts/follow-up.js';
import type { ObjectStore } from '../contracts/objects.js';
import { ResearchResult } from '../contracts/research.js';
import type { Services } from '../contracts/services.js';
import { StoredEvidence, StoredMergedHits } from '../contracts/stored-shapes.js';
import { aimFollowUp } from '../domain/research/aim-follow-up.js';
import { completeQuestion } from '../domain/research/complete-question.js';
import { openSteps } from '../domain/research/open-questions.js';
import { takeOver } from '../domain/research/take-over.js';
import { loadEvidence } from './load-evidence.js';
import { getJson, putJson, runPrefix } from './stored-json.js';

const EMPTY = { foundKey: null, read: [], open: [] };

/** Starting from what an earlier run had found. */
export function createFollowUpActivities({ objects, runs }: Pick<Services, 'objects' | 'runs'>) {
  return {
    /**
     * Takes over what lies in the scope, under keys of the new run, so that deleting the earlier session takes nothing
     * from it. Takes over nothing when that session is gone, is of another owner or had found nothing.
     */
    async openFollowUp({
      runId,
      query,
      followUpOf,
      scope,
    }: OpenFollowUpInput): Promise<OpenedFollowUp> {
      const [run, earlier] = await Promise.all([runs.find(runId), runs.find(followUpOf)]);
      if (earlier === undefined || earlier.owner !== run?.owner)
        return { question: query, ...EMPTY };
      const question = completeQuestion(query, earlier.query);
      const evidence = await keptEvidence(objects, followUpOf);
      if (evidence === undefined) return { question, ...EMPTY };
      const kept = takeOver(evidence, scope, Date.now());
      const there = await Promise.all(
        kept.hits.map(({ document }) => document === undefined || objects.has(document.textKey)),
      );
      const hits = kept.hits.filter((_, at) => there[at] === true);
      return {
        question,
        foundKey: hits.length === 0 ? null : await putJson(objects, runPrefix(runId), hits),
        read: kept.read,
        open: openOf(earlier.result),
      };
    },

    /** What the plan still needs beside the evidence that was taken over. */
    async aimFollowUp({
      runId,
      evidenceKey,
      open,
      limit,
    }: AimFollowUpInput): Promise<AimedFollowUp> {
      const evidence = await loadEvidence(objects, evidenceKey);
      const { pack, ...aimed } = aimFollowUp(evidence, { open, limit, nowMs: Date.now() });
      return { ...aimed, packKey: await putJson(objects, runPrefix(runId), pack) };
    },
  };
}

/** The last evidence of a run with its hits; undefined when it kept none or is being deleted. */
async function keptEvidence(objects: ObjectStore, runId: string) {
  const key = (await objects.list(evidencePrefix(runId))).at(-1);
  if (key === undefined) return undefined;
  try {
    const { mergedKey, read } = await getJson(objects, key, StoredEvidence);
    return { hits: await getJson(objects, mergedKey, StoredMergedHits), read };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return undefined;
    throw error;
  }
}

const Judged = ResearchResult.pick({ plan: true, execution_steps: true });

/** Queries of the steps that a research left open; none of a search. */
function openOf(result: unknown): string[] {
  const { data } = Judged.safeParse(result);
  if (data === undefined) return [];
  const judged = data.execution_steps.at(-1)?.coverage ?? [];
  return openSteps(data.plan.steps, judged).map(({ step }) => step.search_query);
}
