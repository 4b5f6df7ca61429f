import type { ChatModels, Embedder } from '../../contracts/models.js';
import type { RunStore } from '../../contracts/runs.js';
import { createSpanSender } from './span-sender.js';
import { traceEmbedder } from './trace-embedder.js';
import { traceIdOf } from './trace-ids.js';
import { traceModels } from './trace-models.js';
import { traceRuns } from './trace-runs.js';

export interface TracingSettings {
  /** LANGFUSE_BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY: without all three nothing is sent. */
  readonly baseUrl?: string | undefined;
  readonly publicKey?: string | undefined;
  readonly secretKey?: string | undefined;
  /** Told once whenever Langfuse becomes unreachable or refuses. */
  readonly warn?: ((message: string) => void) | undefined;
}

export interface Tracing {
  /** Where a run's trace is shown; null without Langfuse. */
  traceUrl(runId: string): string | null;
  wrapModels(models: ChatModels): ChatModels;
  wrapEmbedder(embedder: Embedder): Embedder;
  wrapRuns(runs: RunStore): RunStore;
  /** Sends what is left, for 2 s at most. */
  close(): Promise<void>;
}

/**
 * Sends runs and their model calls to Langfuse, by OpenTelemetry's protocol over HTTP, or does nothing at all.
 * A run is a trace of its own id. Whatever Langfuse does, no call and no run is slowed down or fails for it.
 */
export function createTracing(settings: TracingSettings): Tracing {
  const { baseUrl, publicKey, secretKey, warn = () => undefined } = settings;
  if (!baseUrl || !publicKey || !secretKey) return NO_TRACING;
  const root = baseUrl.replace(/\/+$/, '');
  const credentials = Buffer.from(`${publicKey}:${secretKey}`).toString('base64');
  const sender = createSpanSender({
    url: `${root}/api/public/otel/v1/traces`,
    headers: { authorization: `Basic ${credentials}` },
    warn,
  });
  return {
    traceUrl: (runId) => `${root}/trace/${traceIdOf(runId)}`,
    wrapModels: (models) => traceModels(models, sender),
    wrapEmbedder: (embedder) => traceEmbedder(embedder, sender),
    wrapRuns: (runs) => traceRuns(runs, sender),
    close: () => sender.close(),
  };
}

const NO_TRACING: Tracing = {
  traceUrl: () => null,
  wrapModels: (models) => models,
  wrapEmbedder: (embedder) => embedder,
  wrapRuns: (runs) => runs,
  close: async () => undefined,
};
