import type { Caller } from '../contracts/callers.js';
import { evidencePrefix } from '../contracts/evidence-prefix.js';
import type { RunKind } from '../contracts/runs.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { isEnded } from './is-ended.js';
import { noSuchSession } from './no-such-session.js';
import { assertKind } from './run-scopes.js';

const KINDS: readonly RunKind[] = ['search', 'research', 'live-search'];

/**
 * Checks that a session has evidence which a research may start from. Throws ApiError 404 for an unknown one and for
 * one of another owner, whoever asks; 403 where the key has not the scope of its kind; 400 for a kind that keeps no
 * evidence; 409 while it goes on, and when it ended with nothing found.
 */
export async function checkFollowUp(
  caller: Caller,
  { runs, objects }: Pick<AppParts, 'runs' | 'objects'>,
  id: string | null,
): Promise<void> {
  if (id === null) return;
  const run = await runs.find(id);
  if (run === undefined || run.owner !== caller.owner) throw noSuchSession(id);
  assertKind(caller, run.kind);
  if (!KINDS.includes(run.kind))
    throw refusal(
      400,
      'no_evidence_kept',
      `Session ${id} is of kind ${run.kind}, which keeps no evidence; follow_up_of takes a search, a live search or a research`,
    );
  if (!isEnded(run))
    throw refusal(
      409,
      'session_running',
      `Session ${id} has not ended yet; follow it up when it has`,
    );
  if ((await objects.list(evidencePrefix(id))).length === 0)
    throw refusal(
      409,
      'no_evidence',
      `Session ${id} found nothing to start from; ask without follow_up_of`,
    );
}

function refusal(status: number, error: string, message: string): ApiError {
  return new ApiError({ status, error, message });
}
