import { randomUUID } from 'node:crypto';
import type { StoredDocument } from '../../contracts/document-store.js';
import type { AppParts } from '../api-parts.js';
import { noSuchDocument } from './find-document.js';
import { startIngestion } from './start-ingestion.js';

const SETTLED: ReadonlySet<StoredDocument['status']> = new Set(['indexed', 'failed', 'cancelled']);

/** Ingests a document anew, or joins the ingestion that is under way. The events of the last one go. */
export async function reindex(parts: AppParts, document: StoredDocument): Promise<StoredDocument> {
  const { documents, runs } = parts;
  // Before the document forgets which run it was: afterwards nothing would find the events of a process that died.
  if (SETTLED.has(document.status)) await runs.remove(document.runId);
  const queued = await documents.requeue(document.id, randomUUID());
  if (queued === undefined) return current(parts, document.id);
  // It was under way when it was read, and has ended since.
  if (!SETTLED.has(document.status)) await runs.remove(document.runId);
  await startIngestion(parts, queued);
  return queued;
}

async function current({ documents }: AppParts, id: string): Promise<StoredDocument> {
  const document = await documents.find(id);
  if (document === undefined || document.status === 'deleting') throw noSuchDocument(id);
  return document;
}
