import type { DocumentsInScope, SearchDocumentsInput } from '../contracts/query-steps.js';
import type { SearchHit } from '../contracts/search-engines.js';
import type { FoundHits } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import type { Warning } from '../contracts/warnings.js';
import { sourceSnippet } from '../domain/search/source-snippet.js';
import { createPageSearch, type FoundPage, pageUrl } from './page-search.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';
import { unservedDocuments } from './unserved-documents.js';

const DOCUMENTS = 'documents';

type DocumentSearchServices = Pick<
  Services,
  'documents' | 'collections' | 'passages' | 'objects' | 'runs' | 'embedder' | 'writer'
>;

/** Looking into the own documents for what a run asks, as engines look into the web. */
export function createDocumentSearchActivities(services: DocumentSearchServices) {
  const searchPages = createPageSearch(services);
  const { objects, writer } = services;

  /** The text is kept with the run: it stays what was quoted, whatever becomes of the document. */
  async function hitOf(
    runId: string,
    { page, document, place, ...found }: FoundPage,
  ): Promise<SearchHit> {
    const textKey = await putJson(objects, runPrefix(runId), { text: found.text, place });
    return {
      url: pageUrl(page),
      title: document.filename,
      snippet: sourceSnippet(found.stretches[0]?.text ?? found.text),
      engine: DOCUMENTS,
      document: { id: document.id, page: page.page, textKey },
    };
  }

  return {
    /** Keeps the pages that say something on a query, in the shape of hits; `looked` is about the web alone. */
    async searchDocuments(input: SearchDocumentsInput): Promise<FoundHits> {
      const { runId, subQuery, ...scope } = input;
      const pages = await searchPages({ runId, query: subQuery.query, ...scope });
      const hits = await Promise.all(pages.map((page) => hitOf(runId, page)));
      const sources = pages.map(({ page, document }) => ({
        url: pageUrl(page),
        title: document.filename,
        engine: DOCUMENTS,
        document_id: document.id,
        page: page.page,
      }));
      openStep(writer, runId)('source-found', {
        query: subQuery.query,
        engine: DOCUMENTS,
        sources,
      });
      const key = await putJson(objects, runPrefix(runId), hits);
      return { subQuery, looked: false, warnings: [], key, count: hits.length };
    },

    /** Names the documents of a scope that cannot be found yet, or no longer. */
    async checkDocuments(input: DocumentsInScope): Promise<readonly Warning[]> {
      return unservedDocuments(services, input);
    },
  };
}
