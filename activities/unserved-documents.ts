import type { StoredDocument } from '../contracts/document-store.js';
import type { DocumentsInScope } from '../contracts/query-steps.js';
import type { Services } from '../contracts/services.js';
import type { Warning } from '../contracts/warnings.js';

/** Most documents that are named; the others are counted. */
const MOST_NAMED = 20;
/** Documents of a collection or of an owner that are looked at. */
const MOST_LOOKED_AT = 100;
const UNSERVED = ['queued', 'processing', 'failed', 'cancelled'] as const;

type ScopeServices = Pick<Services, 'documents' | 'collections' | 'runs'>;

/** What of a scope no query can find, one warning for each document. */
export async function unservedDocuments(
  services: ScopeServices,
  { runId, documentIds, collectionIds }: DocumentsInScope,
): Promise<Warning[]> {
  const owner = (await services.runs.find(runId))?.owner ?? '';
  if (documentIds !== undefined) return capped(await amongAsked(services, owner, documentIds));
  const inCollections = await Promise.all(
    (collectionIds ?? [undefined]).map((id) => amongListed(services, owner, id)),
  );
  const gone = await lostCollections(services, owner, collectionIds ?? []);
  return capped([...gone, ...inCollections.flat()]);
}

async function amongAsked(
  { documents }: ScopeServices,
  owner: string,
  ids: readonly string[],
): Promise<Warning[]> {
  const known = (await documents.findMany(ids)).filter((document) => isOf(document, owner));
  const lost = ids.filter((id) => !known.some((document) => document.id === id)).map(lostDocument);
  return [...lost, ...known.filter(({ edition }) => edition === null).map(unserved)];
}

async function amongListed(
  { documents }: ScopeServices,
  owner: string,
  collectionId: string | undefined,
): Promise<Warning[]> {
  const listed = { owner, collectionId, limit: MOST_LOOKED_AT, offset: 0 };
  const lists = await Promise.all(UNSERVED.map((status) => documents.list({ ...listed, status })));
  const waiting = lists.flatMap((list) => list.documents).filter(({ edition }) => edition === null);
  if (waiting.length > 0 || (await documents.list({ ...listed, limit: 1 })).total > 0)
    return waiting.map(unserved);
  const message =
    collectionId === undefined
      ? 'There are no documents to look into; add some with POST /api/v1/documents.'
      : 'A collection that was asked for has no documents.';
  return [{ code: 'no-documents', message, ...(collectionId && { subject: collectionId }) }];
}

async function lostCollections(
  { collections }: ScopeServices,
  owner: string,
  ids: readonly string[],
): Promise<Warning[]> {
  const known = ids.length === 0 ? [] : await collections.findMany(owner, ids);
  return ids
    .filter((id) => !known.some(({ collection_id }) => collection_id === id))
    .map((subject) => ({
      code: 'collection-missing',
      message: 'A collection that was asked for is no longer there.',
      subject,
    }));
}

function isOf({ owner, status }: StoredDocument, asking: string): boolean {
  return owner === asking && status !== 'deleting';
}

function lostDocument(subject: string): Warning {
  const message = 'A document that was asked for is no longer there.';
  return { code: 'document-missing', message, subject };
}

function unserved({ id, filename, status, error }: StoredDocument): Warning {
  const reason =
    status === 'queued' || status === 'processing'
      ? 'is still being ingested, so it was not searched; ask again when it is indexed'
      : `could not be ingested${error === null ? '' : ` (${error.message})`}, so it was not searched`;
  return { code: 'document-not-searched', message: `${filename} ${reason}.`, subject: id };
}

function capped(warnings: readonly Warning[]): Warning[] {
  if (warnings.length <= MOST_NAMED) return [...warnings];
  const message = `${warnings.length - MOST_NAMED} more documents that were asked for could not be searched.`;
  return [...warnings.slice(0, MOST_NAMED), { code: 'document-not-searched', message }];
}
