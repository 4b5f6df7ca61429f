import type { StoredDocument } from '../../contracts/document-store.js';
import type { DocumentPageText } from '../../contracts/documents.js';
import { StoredPages } from '../../contracts/stored-documents.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { pathInteger } from '../validation/path-integer.js';

/** Answers with the text of one page. Throws ValidationError for what is no number, ApiError 404 for a page beyond. */
export async function sendPage(
  ctx: ApiContext,
  { documents, objects }: AppParts,
  { id, edition, pages }: StoredDocument,
): Promise<void> {
  const number = pathInteger(ctx.params['page'], 'page');
  const bundle =
    edition === null
      ? undefined
      : await documents.bundleOfPage({ documentId: id, edition }, number);
  if (bundle === undefined) throw noSuchPage(id, number, edition === null ? null : pages);
  const kept = StoredPages.parse(JSON.parse(await objects.getText(bundle.pagesKey)));
  const page = kept.find((candidate) => candidate.number === number);
  if (page === undefined) throw noSuchPage(id, number, pages);
  const { label, kind, text } = page;
  ctx.body = { document_id: id, page: number, label, kind, text } satisfies DocumentPageText;
}

function noSuchPage(id: string, number: number, pages: number | null): ApiError {
  const message =
    pages === null
      ? `Document ${id} is not indexed, so its pages cannot be read`
      : `Document ${id} has ${pages} pages, and no page ${number}`;
  return new ApiError({ status: 404, error: 'page_not_found', message });
}
