import type { SubQuery } from '../contracts/search.js';
import type { MergedHits, MergeInput, PlanHopInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { bridgeQueries } from '../domain/search/bridge-queries.js';
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
        urls: merged.map(({ url }) => url),
      };
    },

    /** Queries for what the pages name and the question does not; empty when nothing leads on. */
    async planHop({ query, asked, merged, read, limit }: PlanHopInput): Promise<SubQuery[]> {
      const documents = await loadDocuments(objects, merged, read);
      // Names in the product's own handbook lead nowhere on the web.
      const onTheWeb = documents.filter(({ sourceType }) => sourceType !== 'handbook');
      if (onTheWeb.length === 0) return [];
      return bridgeQueries({ question: query, asked, documents: onTheWeb, limit });
    },
  };
}
