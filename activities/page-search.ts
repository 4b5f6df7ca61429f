import type { PagePlace } from '../contracts/document-parsing.js';
import type { StoredDocument } from '../contracts/document-store.js';
import type { PassageHit } from '../contracts/passage-index.js';
import type { DocumentScope, FindPagesInput } from '../contracts/query-steps.js';
import type { Services } from '../contracts/services.js';
import { expandQuestion } from '../domain/documents/expand-question.js';
import type { RankedPage } from '../domain/documents/page-candidate.js';
import { rankPages } from '../domain/documents/rank-pages.js';
import { relevantPages } from '../domain/documents/relevant-pages.js';
import { createPageTexts } from './page-texts.js';
import { queryVector } from './query-vector.js';

/** Passages that are ranked: all of a long report, or the best of very many documents. */
const CANDIDATES = 1_000;
const CANDIDATES_OF_MANY = 300;
/** Asking for so few documents is asking for all that they hold. */
const FEW_DOCUMENTS = 3;

interface Found {
  readonly hit: PassageHit;
  readonly document: StoredDocument;
}

/** A page that says something on a question, with its text and the stretches that do, best first. */
export interface FoundPage {
  readonly page: RankedPage;
  readonly document: StoredDocument;
  readonly text: string;
  readonly place: PagePlace;
  readonly stretches: readonly { text: string; start: number; end: number; page: number }[];
}

/** Searches the documents of a run's owner. */
export function createPageSearch({
  documents,
  passages,
  objects,
  runs,
  embedder,
}: Pick<Services, 'documents' | 'passages' | 'objects' | 'runs' | 'embedder'>) {
  /** Passages of one space, those of other editions and outside of the scope left out. */
  async function searchSpace(
    space: { readonly owner: string; readonly space: string },
    { query, ...scope }: FindPagesInput,
    vector: readonly number[] | undefined,
  ): Promise<Found[]> {
    const { documentIds, collectionIds } = scope;
    const few = documentIds !== undefined && documentIds.length <= FEW_DOCUMENTS;
    const asked = {
      ...space,
      filter: { documentIds, collectionIds },
      limit: few ? CANDIDATES : CANDIDATES_OF_MANY,
      terms: [...expandQuestion(query).terms.keys()],
    };
    const hits =
      vector === undefined
        ? await passages.keyword(asked)
        : await passages.hybrid({ ...asked, vector });
    const known = await documents.findMany([...new Set(hits.map((hit) => hit.documentId))]);
    const byId = new Map(known.map((document) => [document.id, document]));
    return hits.flatMap((hit) => {
      const document = byId.get(hit.documentId);
      const allowed = document !== undefined && isServed(document, hit, space);
      return allowed && isInScope(document, scope) ? [{ hit, document }] : [];
    });
  }

  /** Pages that say something on the question, best first; none when no page in scope does. */
  return async function searchPages(input: FindPagesInput): Promise<FoundPage[]> {
    const { runId, query, limit } = input;
    const owner = (await runs.find(runId))?.owner ?? '';
    const lists = await Promise.all(
      (await documents.spaces(owner)).map(async (space) => {
        const vector = input.useEmbedder
          ? await queryVector(embedder, { space, query })
          : undefined;
        return searchSpace({ owner, space }, input, vector);
      }),
    );
    const found = lists.flat();
    const ranked = relevantPages(rankPages(query, found.map(candidateOf)), limit);
    const texts = createPageTexts({ documents, objects });
    const byId = new Map(found.map(({ document }) => [document.id, document]));
    const pages = await Promise.all(
      ranked.map((page) => foundPage(page, byId.get(page.documentId), texts)),
    );
    return pages.flat();
  };
}

/** The index may still hold what a later ingestion replaced, or not hold yet what replaces it. */
function isServed(
  document: StoredDocument,
  hit: PassageHit,
  { owner, space }: { readonly owner: string; readonly space: string },
): boolean {
  return (
    document.owner === owner &&
    document.status !== 'deleting' &&
    document.edition === hit.edition &&
    document.space === space
  );
}

function isInScope(document: StoredDocument, { documentIds, collectionIds }: DocumentScope) {
  const asked = documentIds === undefined || documentIds.includes(document.id);
  return (
    asked &&
    (collectionIds === undefined || document.collectionIds.some((id) => collectionIds.includes(id)))
  );
}

function candidateOf({ hit }: Found) {
  const { documentId, page, index, start, end, text, context, similarity } = hit;
  return { documentId, page, index, start, end, text, context, similarity };
}

/** None when the page was replaced this very moment. */
async function foundPage(
  page: RankedPage,
  document: StoredDocument | undefined,
  texts: ReturnType<typeof createPageTexts>,
): Promise<FoundPage[]> {
  const read = document && (await texts.of(document, page.page));
  if (document === undefined || read === undefined) return [];
  const { text, blocks, ...rest } = read;
  const place = {
    ...rest,
    blocks: blocks.filter(({ kind, cells }) => kind === 'heading' || cells !== undefined),
  };
  const stretches = page.stretches.map(({ start, end }) => ({
    text: text.slice(start, end),
    start,
    end,
    page: page.page,
  }));
  return [{ page, document, text, place, stretches }];
}

/** Names a page where addresses of the web stand otherwise. */
export function pageUrl({ documentId, page }: Pick<RankedPage, 'documentId' | 'page'>): string {
  return `document://${documentId}/pages/${page}`;
}
