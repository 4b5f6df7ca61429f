import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { SettingsStore } from '../contracts/administration.js';
import type { AuditLog } from '../contracts/audit.js';
import type { BatchStore } from '../contracts/batch-store.js';
import type { CallerDirectory } from '../contracts/callers.js';
import type { DocumentFetcher } from '../contracts/document-fetching.js';
import type { CollectionStore, DocumentStore } from '../contracts/document-store.js';
import type { Gateway } from '../contracts/gateway.js';
import type { Component } from '../contracts/health.js';
import type { KeyStore } from '../contracts/keys.js';
import type { RateLimits } from '../contracts/limits.js';
import type { UsageLog } from '../contracts/model-usage.js';
import type { ChatModels } from '../contracts/models.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { PassageIndex } from '../contracts/passage-index.js';
import type { ProviderStore } from '../contracts/providers.js';
import type { Reranker } from '../contracts/reranking.js';
import type { EventLog } from '../contracts/run-events.js';
import type { RunStore } from '../contracts/runs.js';
import type { ScheduleStore } from '../contracts/schedule-store.js';
import type { SearchEngines } from '../contracts/search-engines.js';
import type { LinkSigner } from '../contracts/signed-links.js';
import type { UserStore } from '../contracts/users.js';
import type { VectorGroups } from '../contracts/vector-groups.js';
import type { VectorStore } from '../contracts/vector-store.js';
import type { ApiTiming } from './api-timing.js';
import type { Logger } from './logger.js';
import type { RunStarter } from './run-starter.js';
import type { Scheduler } from './schedules/scheduler.js';

/** How images are made and handed out. */
export interface ImageParts {
  readonly links: LinkSigner;
  /** How long making one may take. */
  readonly seconds: number;
  /** How long the address of one is good for. */
  readonly urlSeconds: number;
}

/** All that the API is given: it reads no setting and opens no connection of its own. */
export interface ApiParts {
  readonly temporal: Client;
  readonly runs: RunStore;
  readonly events: EventLog;
  readonly batches: BatchStore;
  readonly schedules: ScheduleStore;
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly collections: CollectionStore;
  readonly passages: PassageIndex;
  readonly vectors: VectorStore;
  readonly vectorGroups: VectorGroups;
  readonly documentFetcher: Pick<DocumentFetcher, 'open'>;
  /** Most bytes of one document. */
  readonly documentBytes: number;
  readonly engines: SearchEngines;
  readonly callers: CallerDirectory;
  readonly keys: KeyStore;
  readonly users: UserStore;
  readonly settings: SettingsStore;
  readonly providers: ProviderStore;
  readonly audit: AuditLog;
  readonly limits: RateLimits;
  readonly gateway: Gateway;
  /** Undefined where none is configured. */
  readonly reranker: Reranker | undefined;
  readonly usage: UsageLog;
  readonly images: ImageParts;
  /** Tells this instance from others of the product; all its processes have the same. */
  readonly instanceId: string;
  /** How many proxies stand before this service and say for whom they ask. */
  readonly trustedProxies: number;
  /** Whether programs on this machine need no key for /api; never beyond loopback. */
  readonly openAccess: boolean;
  readonly perplexityConfigured: boolean;
  readonly chat: ChatModels;
  /** The model that embeds documents in this process, once it is ready. */
  embeddingModel(): string | undefined;
  components(): Promise<readonly Component[]>;
  readonly codec: Pick<PayloadCodec, 'encode' | 'decode'>;
  traceUrl(runId: string, workflowId: string): string | null;
  readonly version: string;
  readonly environment: string;
  /** Whether errors carry their stack in `details`. */
  readonly debug: boolean;
  readonly log: Logger;
  /** Names that callers may use in `Host` beside those of loopback; undefined checks no names. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Origin of Temporal's own page, which alone may read /codec from elsewhere; null for none. */
  readonly temporalPageOrigin: string | null;
  readonly timing?: Partial<ApiTiming> | undefined;
}

/** The parts as routes see them. */
export interface AppParts extends Omit<ApiParts, 'temporal' | 'timing'> {
  readonly starter: RunStarter;
  readonly scheduler: Scheduler;
  readonly timing: ApiTiming;
  /** Aborted when the service shuts down: every follower lets go. */
  readonly closing: AbortSignal;
}
