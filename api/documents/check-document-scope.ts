import type { Caller } from '../../contracts/callers.js';
import type { AppParts } from '../api-parts.js';
import { noSuchCollection } from './collections-of.js';
import { noSuchDocument } from './find-document.js';

interface Asked {
  readonly document_ids: readonly string[] | null;
  readonly collection_ids: readonly string[] | null;
}

/** Refuses documents and collections that the caller does not have: ApiError 404 that names the first of them. */
export async function checkDocumentScope(
  { owner }: Pick<Caller, 'owner'>,
  { documents, collections }: AppParts,
  asked: Asked,
): Promise<void> {
  const ids = asked.document_ids ?? [];
  const known = ids.length === 0 ? [] : await documents.findMany(ids);
  const visible = known.filter(
    (document) => document.owner === owner && document.status !== 'deleting',
  );
  const unknown = ids.find((id) => !visible.some((document) => document.id === id));
  if (unknown !== undefined) throw noSuchDocument(unknown);

  const named = asked.collection_ids ?? [];
  const found = named.length === 0 ? [] : await collections.findMany(owner, named);
  const missing = named.find((id) => !found.some(({ collection_id }) => collection_id === id));
  if (missing !== undefined) throw noSuchCollection(missing);
}
