import type { Router } from '@koa/router';
import Koa from 'koa';
import type { ApiState } from './api-context.js';
import type { ApiParts, AppParts } from './api-parts.js';
import { API_TIMING } from './api-timing.js';
import { endRevoked } from './end-revoked.js';
import { errors } from './errors.js';
import { gate } from './gate.js';
import { hostGuard } from './host-guard.js';
import { identity } from './identity.js';
import { limitCallers, limitRefused } from './limits.js';
import { originGuard } from './origin-guard.js';
import { requestLog } from './request-log.js';
import { adminKeyRoutes } from './routes/admin/keys.js';
import { adminProviderRoutes } from './routes/admin/providers.js';
import { adminReembeddingRoutes } from './routes/admin/reembedding.js';
import { adminSettingsRoutes } from './routes/admin/settings.js';
import { adminUsageRoutes } from './routes/admin/usage.js';
import { adminUserRoutes } from './routes/admin/users.js';
import { batchRoutes } from './routes/batches.js';
import { codecRoutes } from './routes/codec.js';
import { collectionRoutes } from './routes/collections.js';
import { controlRoutes } from './routes/controls.js';
import { docsRoutes } from './routes/docs.js';
import { documentRoutes } from './routes/documents.js';
import { healthRoutes } from './routes/health.js';
import { imageRoutes } from './routes/images.js';
import { keyRoutes } from './routes/keys.js';
import { readRoutes } from './routes/read.js';
import { researchRoutes } from './routes/research.js';
import { scheduleRoutes } from './routes/schedules.js';
import { searchRoutes } from './routes/search.js';
import { sessionRoutes } from './routes/sessions.js';
import { chatRoutes } from './routes/v1/chat.js';
import { embeddingRoutes } from './routes/v1/embeddings.js';
import { imageGenerationRoutes } from './routes/v1/images.js';
import { liveSearchRoutes } from './routes/v1/live-search.js';
import { modelRoutes } from './routes/v1/models.js';
import { rerankRoutes } from './routes/v1/rerank.js';
import { vectorRoutes } from './routes/v1/vectors.js';
import { verifyRoutes } from './routes/verify.js';
import { securityHeaders } from './security-headers.js';
import { createScheduler } from './temporal-schedules.js';
import { createRunStarter } from './temporal-starter.js';
import { traceId } from './trace-id.js';
import { unknownRoute } from './unknown-route.js';

const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** The parts as routes see them; `closing` says when the service shuts down. */
export function appParts({ temporal, timing, ...parts }: ApiParts, closing: AbortSignal): AppParts {
  const starter = createRunStarter(temporal);
  const scheduler = createScheduler(temporal);
  return { ...parts, starter, scheduler, timing: { ...API_TIMING, ...timing }, closing };
}

/** The whole API but its port and its reconciler. */
export function composeApp(parts: AppParts): Koa<ApiState> {
  const { trustedProxies } = parts;
  const app = new Koa<ApiState>({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies });
  app.on('error', (err: unknown) => {
    if (!hasGone(err)) parts.log.error({ err }, 'a reply broke off');
  });
  app.use(traceId);
  app.use(requestLog(parts.log));
  app.use(errors(parts));
  app.use(securityHeaders);
  app.use(hostGuard(parts.allowedHosts));
  app.use(originGuard(parts));
  app.use(gate(parts));
  app.use(limitRefused(parts));
  app.use(identity(parts));
  app.use(endRevoked(parts));
  app.use(limitCallers(parts));
  app.use(unknownRoute);
  for (const router of routers(parts)) app.use(router.routes()).use(router.allowedMethods());
  return app;
}

function routers(parts: AppParts): Router<ApiState>[] {
  return [
    healthRoutes(parts),
    searchRoutes(parts),
    researchRoutes(parts),
    sessionRoutes(parts),
    controlRoutes(parts),
    batchRoutes(parts),
    documentRoutes(parts),
    scheduleRoutes(parts),
    collectionRoutes(parts),
    readRoutes(parts),
    verifyRoutes(parts),
    docsRoutes(parts.version),
    codecRoutes(parts),
    keyRoutes(parts),
    modelRoutes(parts),
    chatRoutes(parts),
    embeddingRoutes(parts),
    liveSearchRoutes(parts),
    rerankRoutes(parts),
    vectorRoutes(parts),
    imageGenerationRoutes(parts),
    imageRoutes(parts),
    adminUsageRoutes(parts),
    adminKeyRoutes(parts),
    adminUserRoutes(parts),
    adminReembeddingRoutes(parts),
    adminSettingsRoutes(parts),
    adminProviderRoutes(parts),
  ];
}

/** A caller that left, in the middle of its request or of our reply, is no error of ours. */
function hasGone(err: unknown): boolean {
  const code = err instanceof Error && 'code' in err ? String(err.code) : '';
  return GONE.has(code) || code.startsWith('HPE_');
}
