import { clearEdition } from '../contracts/clear-edition.js';
import type { EditionInput } from '../contracts/document-steps.js';
import type { StoredDocument } from '../contracts/document-store.js';
import { ServiceError } from '../contracts/failures.js';
import type { Services } from '../contracts/services.js';
import { inCharge } from './in-charge.js';

/**
 * Looks, after something was written for an edition, whether its ingestion is still in charge. What cancelled, failed
 * or deleted it may have cleared the stores while this was on its way into them, so it is cleared again then.
 * Throws ServiceError 'not-found'.
 */
export async function stillInCharge(
  stores: Pick<Services, 'documents' | 'objects' | 'passages'>,
  input: EditionInput,
): Promise<StoredDocument> {
  try {
    return await inCharge(stores.documents, input);
  } catch (error) {
    // A database that is away says nothing about who is in charge.
    if (error instanceof ServiceError && error.code === 'not-found')
      await clearEdition(stores, input);
    throw error;
  }
}
