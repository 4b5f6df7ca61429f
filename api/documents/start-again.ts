import { z } from 'zod';
import type { Run } from '../../contracts/runs.js';
import type { AppParts } from '../api-parts.js';
import { startIngestion } from './start-ingestion.js';

const Request = z.object({ document_id: z.string() });

/**
 * Starts an ingestion or a re-embedding that Temporal does not know: what it works on is kept, and only its start was
 * lost with a process. False for every other run, where the document has gone or has another run by now, and where
 * another re-embedding is under way.
 */
export async function startAgain(
  parts: Pick<AppParts, 'documents' | 'runs' | 'starter' | 'log'>,
  { id, kind, owner, request }: Run,
): Promise<boolean> {
  if (kind === 'reembedding') return parts.starter.startReembedding({ runId: id }, owner);
  if (kind !== 'document') return false;
  const { data } = Request.safeParse(request);
  const document = data === undefined ? undefined : await parts.documents.find(data.document_id);
  if (document?.runId !== id) return false;
  await startIngestion(parts, document);
  parts.log.warn({ document_id: document.id }, 'an ingestion whose start was lost is started');
  return true;
}
