import type { StoredDocument } from '../../contracts/document-store.js';
import { FAILURES, type FailureCode } from '../../contracts/failures.js';
import type { RunError } from '../../contracts/runs.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { queryOf } from '../validation/query-of.js';
import { noSuchDocument } from './find-document.js';
import { followIngestion } from './follow-ingestion.js';
import { showDocument } from './show-document.js';

const NO = new Set(['false', '0', 'no', 'off']);

/**
 * Answers with a document when it is indexed; with `?wait=false` at once, with 202. Leaving ends no ingestion.
 * Throws ApiError when it failed, by the reason, and 503 when the service shuts down meanwhile.
 */
export async function replyWithDocument(
  ctx: ApiContext,
  parts: AppParts,
  document: StoredDocument,
): Promise<void> {
  const { id } = document;
  ctx.set('Document-Id', id);
  ctx.set('Location', `/api/v1/documents/${id}`);
  const settled = document.status === 'indexed';
  if (!settled && NO.has(queryOf(ctx)['wait']?.toLowerCase() ?? '')) {
    ctx.status = 202;
    ctx.body = showDocument(document);
    return;
  }
  if (!settled) await followIngestion(ctx, parts, document.runId);
  const now = await parts.documents.find(id);
  if (now === undefined || now.status === 'deleting') throw noSuchDocument(id);
  if (now.status === 'failed') throw failed(now);
  if (now.status === 'cancelled') throw cancelled(id);
  if (now.status !== 'indexed') throw closing(id);
  ctx.body = showDocument(now);
}

function failed({ error }: StoredDocument): ApiError {
  const { error: code, message } = error ?? UNKNOWN;
  return new ApiError({
    status: isFailureCode(code) ? FAILURES[code].status : 500,
    error: `document_${code.replaceAll('-', '_')}`,
    message,
  });
}

const UNKNOWN: RunError = { error: 'failed', message: 'The document could not be indexed' };

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}

function cancelled(id: string): ApiError {
  return new ApiError({
    status: 409,
    error: 'document_cancelled',
    message: `The ingestion of document ${id} was cancelled; reindex it to have it indexed`,
  });
}

function closing(id: string): ApiError {
  return new ApiError({
    status: 503,
    error: 'shutting_down',
    message: `The service is shutting down; document ${id} goes on being indexed when it is back`,
    headers: { 'Retry-After': '5' },
  });
}
