import type { FetchedDocument } from '../../contracts/document-fetching.js';
import type { StoredDocument } from '../../contracts/document-store.js';
import type { DocumentUrl } from '../../contracts/documents.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { pageFailure } from '../page-failure.js';
import { runSignal } from '../run-signal.js';
import { collectionsOf } from './collections-of.js';
import { openDocument } from './keep-document.js';
import { safeFilename } from './safe-filename.js';

/** Takes in a document from a web address as it comes. What keeps it from that is a failure of the address. */
export async function fetchDocument(
  ctx: ApiContext,
  parts: AppParts,
  { url, filename, collection_id }: DocumentUrl,
): Promise<StoredDocument> {
  const { owner } = ctx.state.caller;
  const collectionIds = await collectionsOf(parts, owner, collection_id ?? undefined);
  const signal = runSignal(ctx.res, parts.closing);
  const arriving = openDocument(parts, { owner, sourceUrl: url });
  try {
    const found = await parts.documentFetcher.open(url, signal).catch(asPageFailure);
    const name = safeFilename(filename ?? found.filename);
    const kept = await arriving.keep({ filename: name, body: piecesOf(found) });
    return await arriving.settle(kept, collectionIds);
  } catch (error) {
    await arriving.abandon();
    throw error;
  }
}

/** What goes wrong with the address is told apart from what goes wrong with our stores. */
async function* piecesOf({ body }: FetchedDocument): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    asPageFailure(error);
  }
}

function asPageFailure(error: unknown): never {
  throw pageFailure(error);
}
