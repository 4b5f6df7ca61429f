import type { Run } from '../../contracts/runs.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { findDocument } from './find-document.js';

/** The last ingestion of the document that a path names. Throws ApiError 404 when there is none to follow. */
export async function findIngestion(ctx: ApiContext, parts: AppParts): Promise<Run> {
  const { id, runId } = await findDocument(ctx, parts);
  const run = await parts.runs.find(runId);
  if (run !== undefined) return run;
  throw new ApiError({
    status: 404,
    error: 'ingestion_not_found',
    message: `The events of the ingestion of document ${id} are gone`,
  });
}
