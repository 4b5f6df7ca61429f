import { Router } from '@koa/router';
import { ReportQuery } from '../../contracts/reports.js';
import { RUN_KINDS } from '../../contracts/runs.js';
import { type SessionList, SessionQuery } from '../../contracts/sessions.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { cancelRun } from '../cancel-run.js';
import { deleteRun } from '../delete-run.js';
import { findSession } from '../find-session.js';
import { followSession } from '../follow-session.js';
import { makeReport } from '../make-report.js';
import { requireScope } from '../require-scope.js';
import { assertKind, kindsFor } from '../run-scopes.js';
import { sendReport } from '../send-report.js';
import { showSession, summarizeSessions } from '../show-session.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

/** Runs as sessions: list, show, delete, cancel, follow, export. */
export function sessionRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/sessions' });
  router.use(requireScope('search', 'research', 'documents', 'images'));

  router.get('/', async (ctx) => {
    const { limit, offset, kind, status } = validate(SessionQuery, queryOf(ctx), 'query');
    const { caller } = ctx.state;
    if (kind !== undefined) assertKind(caller, kind);
    const kinds = kind === undefined ? kindsFor(caller, RUN_KINDS) : [kind];
    const filter = { owner: caller.owner, kinds, status, limit, offset };
    const { runs, total } = await parts.runs.list(filter);
    const sessions = await summarizeSessions(parts, runs);
    ctx.body = { sessions, total, limit, offset } satisfies SessionList;
  });

  router.get('/:id', async (ctx) => {
    ctx.body = await showSession(parts, await findSession(ctx, parts));
  });

  router.delete('/:id', async (ctx) => {
    await deleteRun(parts, await findSession(ctx, parts));
    ctx.body = { success: true, message: 'Session deleted successfully' };
  });

  router.post('/:id/cancel', async (ctx) => {
    const run = await findSession(ctx, parts);
    await cancelRun(parts, run);
    const { id, status } = (await parts.runs.find(run.id)) ?? run;
    ctx.status = 202;
    ctx.body = { id, status, message: `Session ${id} is being cancelled` };
  });

  router.get('/:id/report', async (ctx) => {
    const { format } = validate(ReportQuery, queryOf(ctx), 'query');
    const run = await findSession(ctx, parts);
    const report = await makeReport(ctx, parts, { run, format });
    await sendReport(ctx, parts, { run, format, report });
  });

  router.get('/:id/events', async (ctx) => {
    await followSession(ctx, parts, await findSession(ctx, parts));
  });

  return router;
}
