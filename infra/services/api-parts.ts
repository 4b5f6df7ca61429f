import type { Client } from '@temporalio/client';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';
import type { Temporal } from '../temporal/open-temporal.js';
import { VERSION } from '../version.js';
import type { OpenAccess } from './open-access.js';
import { documentBytes } from './open-documents.js';
import { openGateway, openReranker } from './open-gateway.js';
import type { OpenServices } from './open-services.js';
import { traceUrls } from './trace-urls.js';

interface Opened {
  readonly services: OpenServices;
  readonly access: OpenAccess;
  readonly temporal: Temporal;
  readonly client: Client;
  readonly log: Log;
}

/** What the API is given, from the settings and the open services. */
export function apiParts(env: Env, { services: opened, access, temporal, client, log }: Opened) {
  const { services, codec, tracing } = opened;
  const page = temporal.pageUrl;
  const gateway = openGateway(env, {
    connections: access.connections,
    embedder: opened.embedderInProcess,
  });
  return {
    temporal: client,
    runs: services.runs,
    events: services.events,
    batches: services.batches,
    schedules: services.schedules,
    objects: services.objects,
    documents: services.documents,
    collections: services.collections,
    passages: services.passages,
    vectors: opened.vectors,
    vectorGroups: opened.vectorGroups,
    documentFetcher: opened.documentFetcher,
    documentBytes: documentBytes(env),
    engines: services.engines,
    callers: access.callers,
    keys: access.keys,
    users: access.users,
    settings: access.settings,
    providers: access.providers,
    audit: access.audit,
    limits: access.limits,
    usage: access.usage,
    images: {
      links: access.links,
      seconds: env.IMAGE_SECONDS,
      urlSeconds: env.IMAGE_URL_SECONDS,
    },
    instanceId: access.instanceId,
    gateway,
    reranker: openReranker(env),
    trustedProxies: env.TRUST_PROXY,
    // Behind a proxy every caller may come from this machine.
    openAccess: !env.REQUIRE_API_KEY && env.TRUST_PROXY === 0,
    perplexityConfigured: services.perplexity !== undefined,
    chat: services.chat,
    embeddingModel: opened.embeddingModel,
    components: async () =>
      (await Promise.all([opened.components(temporal), gateway.describe()])).flat(),
    codec,
    traceUrl: traceUrls(env, { tracing, temporal }),
    version: VERSION,
    environment: env.ENVIRONMENT,
    debug: env.LOG_LEVEL === 'debug',
    log,
    allowedHosts: env.ALLOWED_HOSTS.length === 0 ? undefined : env.ALLOWED_HOSTS,
    temporalPageOrigin: page === null ? null : new URL(page).origin,
  };
}
