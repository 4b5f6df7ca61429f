import type { EvidencePack, RankedSource } from '../contracts/evidence.js';
import type { FindPagesInput } from '../contracts/query-steps.js';
import type { RankedEvidence } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { pageLabel } from '../domain/documents/page-label.js';
import { guessLanguage } from '../domain/search/guess-language.js';
import { sourceSnippet } from '../domain/search/source-snippet.js';
import { createPageSearch, type FoundPage, pageUrl } from './page-search.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

type PageFindingServices = Pick<
  Services,
  'documents' | 'passages' | 'objects' | 'runs' | 'embedder' | 'writer'
>;

/** Finding the pages of documents that answer a question. */
export function createPageFindingActivities(services: PageFindingServices) {
  const searchPages = createPageSearch(services);
  const { objects, writer } = services;
  return {
    /** Keeps an evidence pack of the pages that answer best; an empty one when none says anything on the question. */
    async findPages(input: FindPagesInput): Promise<RankedEvidence> {
      const { runId, query } = input;
      const sources = (await searchPages(input)).map(sourceOf);
      const pack: EvidencePack = { question: query, language: guessLanguage(query), sources };
      const packKey = await putJson(objects, runPrefix(runId), pack);
      openStep(writer, runId)('sources-ranked', { sources: sources.map(({ source }) => source) });
      return { packKey, sources: sources.length, warnings: [] };
    },
  };
}

function sourceOf({ page, document, text, place, stretches }: FoundPage): RankedSource {
  const excerpt = stretches[0]?.text ?? '';
  const source = {
    title: document.filename,
    url: pageUrl(page),
    snippet: sourceSnippet(excerpt),
    relevance: page.coverage,
    semantic_score: page.similarity,
    final_score: page.score,
    source_type: 'document' as const,
    evidence: 'page' as const,
    engine: 'documents',
    published_at: null,
    page: page.page,
    page_label: pageLabel({ ...place, text }, stretches[0]) ?? undefined,
    document_id: document.id,
    filename: document.filename,
    excerpt,
  };
  return { source, passages: stretches };
}
