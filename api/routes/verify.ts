import { randomUUID } from 'node:crypto';
import { Router } from '@koa/router';
import { VerifyReply, VerifyRequest } from '../../contracts/verification.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { requireScope } from '../require-scope.js';
import { runJob } from '../run-job.js';
import { jsonBody } from '../validation/json-body.js';

const LIMIT_BYTES = 20_000_000;

/** POST /api/v1/verify: the claims of a text, checked against evidence given with it. */
export function verifyRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/verify' });
  router.use(requireScope('search'));

  router.post('/', async (ctx) => {
    const { starter, timing, objects } = parts;
    const prefix = `verify/${randomUUID()}`;
    const request = JSON.stringify(await jsonBody(ctx, VerifyRequest, LIMIT_BYTES));
    try {
      const requestKey = await objects.put(prefix, request);
      const { key } = await runJob(ctx, parts, {
        name: 'verify',
        waitMs: timing.verifyMs,
        run: (signal) => starter.verifyText({ requestKey }, signal),
      });
      ctx.body = VerifyReply.parse(JSON.parse(await objects.getText(key)));
    } finally {
      await objects.deletePrefix(prefix);
    }
  });

  return router;
}
