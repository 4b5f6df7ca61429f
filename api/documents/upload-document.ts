import type { StoredDocument } from '../../contracts/document-store.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { collectionsOf } from './collections-of.js';
import { openDocument } from './keep-document.js';
import { receiveMultipart } from './receive-multipart.js';
import { tooLarge } from './upload-faults.js';

/** How long a caller that still sends may take to read why it is refused. */
const REFUSAL_MS = 2_000;

/** Takes in the file of a form, never whole in memory. What is refused leaves nothing behind. */
export async function uploadDocument(ctx: ApiContext, parts: AppParts): Promise<StoredDocument> {
  const { owner } = ctx.state.caller;
  const arriving = openDocument(parts, { owner, sourceUrl: null });
  try {
    const { kept, fields } = await receiveMultipart(ctx.req, {
      limitBytes: parts.documentBytes,
      tooLarge,
      keep: (file) => arriving.keep(file),
    });
    const collectionIds = await collectionsOf(parts, owner, fields.get('collection_id'));
    return await arriving.settle(kept, collectionIds);
  } catch (error) {
    hangUpSoon(ctx);
    await arriving.abandon();
    throw error;
  }
}

/** The rest of a refused upload is not waited for: the connection ends soon after the answer. */
function hangUpSoon({ req, res }: ApiContext): void {
  if (req.complete) return;
  req.resume();
  res.once('finish', () => setTimeout(() => req.destroy(), REFUSAL_MS).unref());
}
