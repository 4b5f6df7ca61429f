import { Router } from '@koa/router';
import { z } from 'zod';
import {
  type BatchItemList,
  BatchItemQuery,
  type BatchList,
  BatchQuery,
  QUESTION_KINDS,
} from '../../contracts/batches.js';
import type { ApiContext, ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { checkDefaults, checkLines } from '../batches/check-lines.js';
import { checkOffers } from '../batches/check-offers.js';
import { findBatch } from '../batches/find-batch.js';
import { readOrder } from '../batches/read-order.js';
import { refuseLines } from '../batches/refuse-lines.js';
import { showBatch, showItem } from '../batches/show-batch.js';
import { startBatch } from '../batches/start-batch.js';
import { cancelBatch, deleteBatch, pauseBatch, retryBatch } from '../batches/steer-batch.js';
import { streamBatch } from '../batches/stream-batch.js';
import { writeResults } from '../batches/write-results.js';
import { requireScope } from '../require-scope.js';
import { assertKind, kindsFor } from '../run-scopes.js';
import { idempotencyKey } from '../validation/idempotency-key.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

const DeleteQuery = z.object({ sessions: z.boolean().default(false) });

/** Many questions at once: enter, list, look at, steer, follow, and take the results. */
export function batchRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/batches' });
  router.use(requireScope('search', 'research'));

  router.post('/', async (ctx) => {
    const order = await readOrder(ctx);
    checkDefaults(order.defaults);
    const { caller } = ctx.state;
    const lines = await checkOffers(parts, caller, checkLines(order.lines, order.defaults));
    for (const read of lines) if ('question' in read) assertKind(caller, read.question.kind);
    const batch = await startBatch(parts, {
      owner: caller.owner,
      keyId: caller.keyId,
      name: order.name,
      window: order.window,
      lines: refuseLines(lines, order),
      idempotencyKey: idempotencyKey(ctx),
    });
    ctx.status = 202;
    ctx.set('Location', `/api/v1/batches/${batch.id}`);
    ctx.body = showBatch(parts, batch);
  });

  router.get('/', async (ctx) => {
    const { status, limit, offset } = validate(BatchQuery, queryOf(ctx), 'query');
    const { caller } = ctx.state;
    const kinds = kindsFor(caller, QUESTION_KINDS);
    const page = { owner: caller.owner, kinds, status, limit, offset };
    const listed = await parts.batches.list(page);
    const batches = listed.batches.map((batch) => showBatch(parts, batch));
    ctx.body = { batches, total: listed.total, limit, offset } satisfies BatchList;
  });

  router.get('/:id', async (ctx) => {
    ctx.body = showBatch(parts, await findBatch(ctx, parts));
  });

  router.get('/:id/items', async (ctx) => {
    const { id } = await findBatch(ctx, parts);
    const { status, limit, offset } = validate(BatchItemQuery, queryOf(ctx), 'query');
    const listed = await parts.batches.items(id, { status, limit, offset });
    const items = listed.items.map(showItem);
    ctx.body = { items, total: listed.total, limit, offset } satisfies BatchItemList;
  });

  router.get('/:id/results', async (ctx) => {
    writeResults(ctx, parts, (await findBatch(ctx, parts)).id);
  });

  router.get('/:id/events', async (ctx) => {
    streamBatch(ctx, parts, await findBatch(ctx, parts));
  });

  router.delete('/:id', async (ctx) => {
    const batch = await findBatch(ctx, parts);
    const { sessions } = validate(DeleteQuery, queryOf(ctx), 'query');
    await deleteBatch(parts, { batch, sessions });
    ctx.body = { success: true, message: 'Batch deleted successfully' };
  });

  steerRoutes(router, parts);
  return router;
}

function steerRoutes(router: Router<ApiState>, parts: AppParts): void {
  router.post('/:id/pause', async (ctx) => {
    const batch = await findBatch(ctx, parts);
    await pauseBatch(parts, batch, true);
    await accept(ctx, parts);
  });

  router.post('/:id/resume', async (ctx) => {
    const batch = await findBatch(ctx, parts);
    await pauseBatch(parts, batch, false);
    await accept(ctx, parts);
  });

  router.post('/:id/cancel', async (ctx) => {
    await cancelBatch(parts, await findBatch(ctx, parts));
    await accept(ctx, parts);
  });

  router.post('/:id/retry', async (ctx) => {
    await retryBatch(parts, await findBatch(ctx, parts));
    await accept(ctx, parts);
  });
}

/** Answers with the batch as it now stands: what was asked may take a moment longer. */
async function accept(ctx: ApiContext, parts: AppParts): Promise<void> {
  ctx.status = 202;
  ctx.body = showBatch(parts, await findBatch(ctx, parts));
}
