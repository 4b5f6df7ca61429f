import { randomUUID } from 'node:crypto';
import type { ServedSpace } from '../contracts/document-store.js';
import { LOCAL_OWNER } from '../contracts/owners.js';
import { isSpaceOf } from '../contracts/passage-index.js';
import { type Reembedding, ReembeddingProgress } from '../contracts/reembedding.js';
import type { Run } from '../contracts/runs.js';
import { REEMBED_WORKFLOW_ID } from '../contracts/workflow-ids.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { isEnded } from './is-ended.js';

type ReembedParts = Pick<AppParts, 'runs' | 'starter'>;

/** The last re-embedding, or the one under way. */
export async function lastReembedding({ runs }: Pick<AppParts, 'runs'>): Promise<Run | undefined> {
  const filter = { owner: LOCAL_OWNER, kinds: ['reembedding'] as const, limit: 1, offset: 0 };
  return (await runs.list(filter)).runs[0];
}

/** Starts re-embedding all documents, or finds the run that does. Throws ApiError 503 when Temporal is away. */
export async function startReembedding(parts: ReembedParts): Promise<Run | undefined> {
  const { runs, starter } = parts;
  const last = await lastReembedding(parts);
  if (last !== undefined && !isEnded(last)) return last;
  const id = randomUUID();
  await runs.create({
    id,
    kind: 'reembedding',
    owner: LOCAL_OWNER,
    query: 'Re-embed all documents',
    mode: 'reembedding',
    request: {},
    workflowId: REEMBED_WORKFLOW_ID,
  });
  try {
    if (!(await starter.startReembedding({ runId: id }, LOCAL_OWNER))) await runs.remove(id);
  } catch (error) {
    await runs.end(id, { status: 'failed', error: reasonOf(error) });
    throw error;
  }
  return lastReembedding(parts);
}

/**
 * Re-embeds documents that are served by another model than the one of this process: once for each model, and again for
 * documents that came to be served so afterwards, as those that were being indexed when the model was found.
 */
export function watchEmbeddingModel(
  parts: ReembedParts & Pick<AppParts, 'documents' | 'embeddingModel' | 'log'>,
): () => Promise<void> {
  let seen: string | undefined;
  return async () => {
    const model = parts.embeddingModel();
    if (model === undefined) return;
    const spaces = await parts.documents.allSpaces();
    const others = spaces.filter(({ space }) => !isSpaceOf(space, model));
    if (others.length > 0) {
      const last = await lastReembedding(parts);
      // What one that is under way leaves, because it came too late or is of another model, is seen when that has ended.
      if (last !== undefined && !isEnded(last)) {
        if (isOf(last, model)) seen = model;
        return;
      }
      if (model === seen && isAfterAll(last, others)) return;
      await startReembedding(parts);
      parts.log.info({ model, others }, 'documents are re-embedded with another model');
    }
    seen = model;
  };
}

function isOf(run: Run, model: string): boolean {
  const progress = progressOf(run);
  return progress !== null && isSpaceOf(progress.space, model);
}

function progressOf({ result }: Run): ReembeddingProgress | null {
  return ReembeddingProgress.safeParse(result).data ?? null;
}

/** Whether a re-embedding began after all of these had been indexed, so that what is left of them are its failures. */
function isAfterAll(run: Run | undefined, spaces: readonly ServedSpace[]): boolean {
  return run !== undefined && spaces.every(({ lastIndexedAt }) => lastIndexedAt <= run.createdAt);
}

export function showReembedding(run: Run | undefined): Reembedding {
  if (run === undefined) return NEVER;
  return {
    status: run.status,
    session_id: run.id,
    progress: progressOf(run),
    error: run.error,
    created_at: run.createdAt,
    completed_at: run.completedAt,
  };
}

const NEVER: Reembedding = {
  status: 'none',
  session_id: null,
  progress: null,
  error: null,
  created_at: null,
  completed_at: null,
};

function reasonOf(cause: unknown) {
  return cause instanceof ApiError
    ? { error: cause.error, message: cause.message }
    : { error: 'internal_error', message: 'The re-embedding could not be started' };
}
