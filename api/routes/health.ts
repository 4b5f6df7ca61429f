import { Router } from '@koa/router';
import { z } from 'zod';
import type { Component, Health, ServiceInfo } from '../../contracts/health.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { componentsOf } from '../components-of.js';
import { requireCaller } from '../identity.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

const HealthQuery = z.object({ detail: z.boolean().default(false) });

/** GET / and GET /api/v1/health. */
export function healthRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>();
  const { version, environment } = parts;

  router.get('/', (ctx) => {
    ctx.body = {
      service: 'Research Service API',
      version,
      docs: '/api/docs',
      health: '/api/v1/health',
      status: 'ready',
    } satisfies ServiceInfo;
  });

  router.get('/api/v1/health', async (ctx) => {
    const { detail } = validate(HealthQuery, queryOf(ctx), 'query');
    if (detail) requireCaller(ctx);
    const components = await componentsOf(parts);
    ctx.body = {
      status: components.some(isDegraded) ? 'degraded' : 'healthy',
      service: 'research-service',
      version,
      environment,
      ...(detail ? { components: [...components] } : {}),
    } satisfies Health;
  });

  return router;
}

function isDegraded({ state }: Component): boolean {
  return state === 'degraded';
}
