import type { EvidenceDocument } from '../contracts/evidence.js';
import type { ObjectStore } from '../contracts/objects.js';
import { PageContent } from '../contracts/pages.js';
import type { DocumentPlace } from '../contracts/search-engines.js';
import type { MergedHits, ReadSource } from '../contracts/search-steps.js';
import { StoredMergedHits, StoredPageText } from '../contracts/stored-shapes.js';
import type { MergedHit } from '../domain/search/merge-hits.js';
import { getJson } from './stored-json.js';

/** A page that was tried; without a key it was not read. */
type ReadPage = Pick<ReadSource, 'url' | 'pageKey' | 'readAt' | 'outside'>;

/**
 * The found documents with their texts: the page where it was read, else the engine's snippet. Pages outside the scope
 * of the run are left out.
 */
export async function loadDocuments(
  objects: ObjectStore,
  merged: MergedHits,
  read: readonly ReadPage[],
): Promise<EvidenceDocument[]> {
  if (merged.key === '') return [];
  const hits = await getJson(objects, merged.key, StoredMergedHits);
  return evidenceOf(objects, hits, read);
}

/** The same of hits at hand. */
export async function evidenceOf(
  objects: ObjectStore,
  hits: readonly MergedHit[],
  read: readonly ReadPage[],
): Promise<EvidenceDocument[]> {
  const pages = new Map(read.map((page) => [page.url, page]));
  return Promise.all(
    hits
      .filter(({ url }) => pages.get(url)?.outside !== true)
      .map(async (hit): Promise<EvidenceDocument> => {
        if (hit.document !== undefined) return pageOfDocument(objects, hit, hit.document);
        const { pageKey, readAt } = pages.get(hit.url) ?? {};
        const snippet = snippetOf(hit);
        if (!pageKey) return snippet;

        const page = await getJson(objects, pageKey, PageContent);
        return {
          ...snippet,
          evidence: 'page',
          readAt,
          title: page.title || hit.title,
          publishedAt: page.published_at ?? hit.publishedAt,
          ...textOf(page),
        };
      }),
  );
}

/** The page is text already, and is quoted as it is. */
async function pageOfDocument(
  objects: ObjectStore,
  { url, title, snippet, engine, publishedAt, fusedScore }: MergedHit,
  { id, page, textKey }: DocumentPlace,
): Promise<EvidenceDocument> {
  const { text, place } = await getJson(objects, textKey, StoredPageText);
  return {
    ...{ url, title, snippet, engine, publishedAt, fusedScore, text },
    sourceType: 'document',
    evidence: 'page',
    documentId: id,
    pages: [{ number: page, start: 0, end: text.length, place }],
  };
}

/** A hit whose page was not read. */
function snippetOf(hit: MergedHit): EvidenceDocument {
  const sourceType = hit.engine === 'handbook' ? 'handbook' : 'web';
  return { ...hit, sourceType, evidence: 'snippet', text: hit.snippet };
}

/** Text with the ranges of its pages; the ranges lie in the joined text. */
function textOf(page: PageContent): Pick<EvidenceDocument, 'text' | 'pages'> {
  if (page.pages === undefined) return { text: page.text };
  let text = '';
  const pages = page.pages.map((section) => {
    const start = text.length;
    text += `${section.text}\n\n`;
    const { number, label } = section;
    const place = { number, label, kind: 'page' as const, blocks: [], trail: [] };
    return { number, start, end: start + section.text.length, place };
  });
  return { text, pages };
}
