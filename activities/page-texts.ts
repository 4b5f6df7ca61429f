import type { DocumentPage } from '../contracts/document-parsing.js';
import type { StoredDocument } from '../contracts/document-store.js';
import type { Services } from '../contracts/services.js';
import { StoredPages } from '../contracts/stored-documents.js';
import { getJson } from './stored-json.js';

/** Pages of documents, each bundle read once. */
export function createPageTexts({ documents, objects }: Pick<Services, 'documents' | 'objects'>) {
  const read = new Map<string, ReturnType<typeof readBundle>>();

  function readBundle(key: string) {
    return getJson(objects, key, StoredPages);
  }

  return {
    /** Undefined when the document is not served, or has no such page. */
    async of({ id, edition }: StoredDocument, page: number): Promise<DocumentPage | undefined> {
      if (edition === null) return undefined;
      const bundle = await documents.bundleOfPage({ documentId: id, edition }, page);
      if (bundle === undefined) return undefined;
      const pages = read.get(bundle.pagesKey) ?? readBundle(bundle.pagesKey);
      read.set(bundle.pagesKey, pages);
      return (await pages).find(({ number }) => number === page);
    },
  };
}
