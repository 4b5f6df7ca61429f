import type { z } from 'zod';
import { evidencePrefix } from '../contracts/evidence-prefix.js';
import { ServiceError } from '../contracts/failures.js';
import type {
  AimedFollowUp,
  AimFollowUpInput,
  OpenedFollowUp,
  OpenFollowUpInput,
} from '../contracts/follow-up.js';
import type { ObjectStore } from '../contracts/objects.js';
import { PageContent } from '../contracts/pages.js';
import { ResearchResult } from '../contracts/research.js';
import type { SearchHit } from '../contracts/search-engines.js';
import type { ReadSource } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import type { WebScope } from '../contracts/source-scope.js';
import { StoredEvidence, StoredMergedHits, StoredPageText } from '../contracts/stored-shapes.js';
import { aimFollowUp } from '../domain/research/aim-follow-up.js';
import { completeQuestion } from '../domain/research/complete-question.js';
import { outsideScope } from '../domain/research/in-scope.js';
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
      const outside = await pagesOutside(objects, kept.read, scope);
      const within = kept.hits.filter(({ url }) => !outside.has(url));
      const own = await Promise.all(within.map((hit) => ownHit(objects, runId, hit)));
      const hits = own.filter((hit) => hit !== undefined);
      return {
        question,
        foundKey: hits.length === 0 ? null : await putJson(objects, runPrefix(runId), hits),
        read: kept.read.filter(({ url }) => !outside.has(url)),
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

/** Addresses whose pages turned out to lie elsewhere, or to be of another time, than the scope allows, or are gone. */
async function pagesOutside(
  objects: ObjectStore,
  read: readonly ReadSource[],
  scope: WebScope,
): Promise<ReadonlySet<string>> {
  const outside = await Promise.all(
    read.map(async ({ url, pageKey }) => {
      const page = pageKey === null ? undefined : await found(objects, pageKey, PageContent);
      const isWithin = page !== undefined && outsideScope(page, scope, Date.now()) === undefined;
      return isWithin ? [] : [url];
    }),
  );
  return new Set(outside.flat());
}

/** A hit with a copy of a document's text that is the new run's; undefined when the text is gone. */
async function ownHit(
  objects: ObjectStore,
  runId: string,
  hit: SearchHit,
): Promise<SearchHit | undefined> {
  const { document } = hit;
  if (document === undefined) return hit;
  const text = await found(objects, document.textKey, StoredPageText);
  if (text === undefined) return undefined;
  const textKey = await putJson(objects, runPrefix(runId), text);
  return { ...hit, document: { ...document, textKey } };
}

/** The last evidence of a run with its hits; undefined when it kept none or is being deleted. */
async function keptEvidence(objects: ObjectStore, runId: string) {
  const key = (await objects.list(evidencePrefix(runId))).at(-1);
  const evidence = key === undefined ? undefined : await found(objects, key, StoredEvidence);
  if (evidence === undefined) return undefined;
  const hits = await found(objects, evidence.mergedKey, StoredMergedHits);
  return hits === undefined ? undefined : { hits, read: evidence.read };
}

/** A value that was kept; undefined when it is gone. */
async function found<T>(
  objects: ObjectStore,
  key: string,
  shape: z.ZodType<T>,
): Promise<T | undefined> {
  try {
    return await getJson(objects, key, shape);
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
