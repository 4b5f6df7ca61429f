import type { SubQuery } from '../contracts/search.js';
import type { MergedHits, MergeInput, PlanHopInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { leadQueries } from '../domain/search/lead-queries.js';
import { webUrls } from '../domain/search/merge-hits.js';
import { loadDocuments } from './load-documents.js';
import { mergeFound } from './merge-found.js';
import { putJson, runPrefix } from './stored-json.js';

/** Putting together what the searches found. */
export function createMergingActivities({ objects }: Pick<Services, 'objects'>) {
  return {
    /** One list of all hits of the run, best first, each page once. */
    async mergeFound({ runId, found }: MergeInput): Promise<MergedHits> {
      const merged = await mergeFound(objects, found);
      return {
        key: await putJson(objects, runPrefix(runId), merged),
        urls: webUrls(merged),
      };
    },

    /** Queries for what the pages name and the question does not; empty when nothing leads on. */
    async planHop({ query, asked, merged, read, limit }: PlanHopInput): Promise<SubQuery[]> {
      const documents = await loadDocuments(objects, merged, read);
      // Names in the product's own handbook lead nowhere.
      const leading = documents.filter(({ sourceType }) => sourceType !== 'handbook');
      if (leading.length === 0) return [];
      return leadQueries({ question: query, asked, documents: leading, limit });
    },
  };
}
