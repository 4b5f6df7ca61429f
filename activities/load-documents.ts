import type { EvidenceDocument } from '../contracts/evidence.js';
import type { ObjectStore } from '../contracts/objects.js';
import { PageContent } from '../contracts/pages.js';
import type { MergedHits, ReadSource } from '../contracts/search-steps.js';
import { StoredMergedHits } from '../contracts/stored-shapes.js';
import type { MergedHit } from '../domain/search/merge-hits.js';
import { getJson } from './stored-json.js';

/** The found documents with their texts: the page where it was read, else the engine's snippet. */
export async function loadDocuments(
  objects: ObjectStore,
  merged: MergedHits,
  read: readonly Pick<ReadSource, 'url' | 'pageKey'>[],
): Promise<EvidenceDocument[]> {
  if (merged.key === '') return [];
  const hits = await getJson(objects, merged.key, StoredMergedHits);
  const pageKeys = new Map(read.map(({ url, pageKey }) => [url, pageKey]));
  return Promise.all(
    hits.map(async (hit): Promise<EvidenceDocument> => {
      const pageKey = pageKeys.get(hit.url);
      const snippet = snippetOf(hit);
      if (!pageKey) return snippet;

      const page = await getJson(objects, pageKey, PageContent);
      return {
        ...snippet,
        evidence: 'page',
        title: page.title || hit.title,
        publishedAt: page.published_at ?? hit.publishedAt,
        ...textOf(page),
      };
    }),
  );
}

/** A hit whose page was not read. */
export function snippetOf(hit: MergedHit): EvidenceDocument {
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
    return { number: section.number, start, end: start + section.text.length };
  });
  return { text, pages };
}
