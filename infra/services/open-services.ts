import { join } from 'node:path';
import { watchAccess } from '../../adapters/access/access-watch.js';
import { createUsageLog } from '../../adapters/access/usage-log.js';
import { readHandbookSection } from '../../adapters/engines/handbook.js';
import { createPerplexityAnswers } from '../../adapters/engines/perplexity.js';
import { createSearchEngines, type EngineReading } from '../../adapters/engines/search-engines.js';
import { withGatewayModels } from '../../adapters/gateway/gateway-models.js';
import { createPageReader } from '../../adapters/pages/page-reader.js';
import { createDataConverter } from '../../adapters/payloads/data-converter.js';
import { createPayloadCodec } from '../../adapters/payloads/payload-codec.js';
import { readPayloadKeys } from '../../adapters/payloads/payload-keys.js';
import { createReportRenderer } from '../../adapters/reports/report-renderer.js';
import { openScratch } from '../../adapters/scratch/open-scratch.js';
import { createTracing } from '../../adapters/tracing/langfuse.js';
import { countAnswers } from '../../adapters/usage/count-answers.js';
import { countImages } from '../../adapters/usage/count-images.js';
import { countModels } from '../../adapters/usage/count-models.js';
import { createRunUsage } from '../../adapters/usage/run-usage.js';
import type { Component } from '../../contracts/health.js';
import type { Services } from '../../contracts/services.js';
import { collectAtRest } from '../collect-at-rest.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';
import { PRODUCT_FOLDER } from '../version.js';
import { chooseChat } from './choose-chat.js';
import { chooseEmbedder } from './choose-embedder.js';
import { describeImages } from './describe-images.js';
import { openAccess } from './open-access.js';
import { openDocuments } from './open-documents.js';
import { openObjects, openState } from './open-stores.js';
import { openThreads } from './open-threads.js';
import { openWorkerGateway } from './open-worker-gateway.js';
import { withHandbook } from './with-handbook.js';

interface OpenOptions {
  readonly log: Log;
  tell(line: string): void;
}

export type OpenServices = Awaited<ReturnType<typeof openServices>>;

/** Opens every adapter that the settings ask for, and says what each part resolved to. */
export async function openServices(env: Env, { log, tell }: OpenOptions) {
  const scratch = await openScratch({ warn: (err, message) => log.warn({ err }, message) });
  const [state, { objects, component: objectComponent }, keys] = await Promise.all([
    openState(env, log),
    openObjects(env, scratch.folder),
    readPayloadKeys({ setting: env.PAYLOAD_KEYS, folder: env.PLUMBLINE_HOME }),
  ]);
  const handbookFolder = join(PRODUCT_FOLDER, 'docs');
  const engines = enginesOf(env, handbookFolder);
  const reader = readerOf(env);
  const tracing = tracingOf(env, log);
  const reports = createReportRenderer({ font: env.REPORT_FONT });
  const threads = openThreads();
  const watch = watchAccess(state.database);
  const secured = { database: state.database, watch, secrets: keys, log };
  const providers = await openWorkerGateway(env, secured);
  const rest = collectAtRest();
  const usage = createUsageLog(state.database);
  const runUsage = createRunUsage({ runs: state.runs, usage });
  const perplexity = perplexityOf(env);
  const documents = await openDocuments(env, { ...secured, scratch: scratch.folder });
  const chat = chooseChat(env);
  const embedding = await chooseEmbedder(env, tell);
  const services: Omit<Services, 'traceUrl'> = {
    engines,
    perplexity: perplexity && countAnswers(perplexity, runUsage),
    pages: withHandbook(reader, readHandbookSection(handbookFolder)),
    chat: tracing.wrapModels(countModels(withGatewayModels(chat.models, providers), runUsage)),
    embedder(space) {
      const embedder = space === undefined ? embedding.current() : embedding.of(space);
      return embedder === undefined ? undefined : tracing.wrapEmbedder(embedder);
    },
    images: countImages(providers.gateway, runUsage),
    objects,
    runs: tracing.wrapRuns(state.runs),
    ...state.work,
    ...documents.services,
    reports,
    threads,
  };

  return {
    services,
    documentFetcher: documents.fetcher,
    vectors: documents.vectors,
    vectorGroups: documents.vectorGroups,
    embedderInProcess: embedding.inProcess,
    embeddingModel: embedding.readyModel,
    /** Who may do what: opened by processes that answer requests. */
    openAccess: () => openAccess(env, secured),
    tracing,
    codec: createPayloadCodec(keys),
    dataConverter: createDataConverter({ keys, objects }),
    /** One line for each part: what it resolved to, and why. */
    components: async (temporal: { readonly component: Component }): Promise<Component[]> => [
      ...[temporal.component, state.component, objectComponent, documents.component],
      ...[await chat.describe(), embedding.describe()],
      await describeImages(providers.gateway, env.IMAGE_PROVIDER_URL),
      ...engines.describe().map(webSearchComponent),
    ],
    async close() {
      rest.stop();
      await closeAll([embedding, reader, documents, reports, threads, watch, usage, tracing]);
      await closeAll([state, scratch]);
    },
  };
}

/** One after the other, in the order given. */
async function closeAll(parts: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.close();
}

function webSearchComponent({ name, state, why }: EngineReading): Component {
  return { name: 'web search', state, using: name, why };
}

function readerOf({ ALLOWED_PRIVATE_HOSTS: allowedPrivateHosts, CONTACT: contact }: Env) {
  return createPageReader({ allowedPrivateHosts, contact });
}

function perplexityOf({ PERPLEXITY_API_KEY: apiKey, PERPLEXITY_BASE_URL: baseUrl }: Env) {
  return apiKey === undefined ? undefined : createPerplexityAnswers({ apiKey, baseUrl });
}

function tracingOf(env: Env, log: Log) {
  return createTracing({
    baseUrl: env.LANGFUSE_BASE_URL,
    publicKey: env.LANGFUSE_PUBLIC_KEY,
    secretKey: env.LANGFUSE_SECRET_KEY,
    warn: (message) => log.warn({}, message),
  });
}

function enginesOf(env: Env, handbookFolder: string) {
  return createSearchEngines({
    searxngUrl: env.SEARXNG_URL,
    serperApiKey: env.SERPER_API_KEY,
    serperBaseUrl: env.SERPER_BASE_URL,
    perplexityApiKey: env.PERPLEXITY_API_KEY,
    perplexityBaseUrl: env.PERPLEXITY_BASE_URL,
    keyless: env.KEYLESS_SEARCH,
    contact: env.CONTACT,
    handbookFolder,
  });
}
