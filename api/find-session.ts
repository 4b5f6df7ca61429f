import type { Run } from '../contracts/runs.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { noSuchSession } from './no-such-session.js';
import { owns } from './owns.js';
import { assertKind } from './run-scopes.js';
import { sessionId } from './validation/session-id.js';

/**
 * The run that a path names. Throws ValidationError for a malformed id, ApiError 404 for an unknown one
 * and for one of another owner, as if it did not exist, and 403 for one whose kind the key is not for.
 */
export async function findSession(ctx: ApiContext, { runs }: AppParts): Promise<Run> {
  const id = sessionId(ctx.params['id']);
  const run = await runs.find(id);
  if (run === undefined || !owns(ctx.state.caller, run.owner)) throw noSuchSession(id);
  assertKind(ctx.state.caller, run.kind);
  ctx.set('Session-Id', run.id);
  return run;
}
