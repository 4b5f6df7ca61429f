import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { startApi } from '../api/listen.js';
import type { Component } from '../contracts/health.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import type { Env } from '../infra/env.js';
import { claimHome } from '../infra/home/claim-home.js';
import { createLog } from '../infra/logger.js';
import { apiParts } from '../infra/services/api-parts.js';
import { firstKeyNote } from '../infra/services/open-access.js';
import { openServices } from '../infra/services/open-services.js';
import { traceUrls } from '../infra/services/trace-urls.js';
import { connectClient, connectWorker, ensureSearchAttributes } from '../infra/temporal/connect.js';
import { openTemporal } from '../infra/temporal/open-temporal.js';
import { installRuntime } from '../infra/temporal/runtime.js';
import { PRODUCT_FOLDER } from '../infra/version.js';
import { buildWorkers } from '../worker/build-workers.js';
import { runWorkers } from '../worker/run-workers.js';

/** The whole product in this process. */
export interface Stack {
  readonly url: string;
  readonly components: readonly Component[];
  readonly temporalPage: string | null;
  /** Drains and leaves nothing running. */
  close(): Promise<void>;
}

/** Longest wait for Temporal's server to answer. */
const TEMPORAL_LIMIT_MS = 30_000;

/** Starts everything. What was started is closed again when something fails. */
export async function startStack(
  env: Env,
  { log: tell }: { log(line: string): void },
): Promise<Stack> {
  const log = createLog(env.LOG_LEVEL);
  installRuntime(log);
  const closers: (() => Promise<void>)[] = [];
  async function close(): Promise<void> {
    for (const closer of closers.splice(0).reverse()) {
      await closer().catch((error: unknown) => log.error({ error }, 'closing failed'));
    }
  }
  try {
    const home = await claimHome(env.PLUMBLINE_HOME);
    closers.push(() => home.release());
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<Stack> {
    const opening = openTemporal(env, { log, tell });
    const [temporal, services] = await Promise.all([
      opening.then((server) => {
        closers.push(() => server.close());
        return server;
      }),
      openServices(env, { log, tell }).then((opened) => {
        closers.push(() => opened.close());
        return opened;
      }),
    ]);

    const connection = await connectWorker(env, temporal.address, TEMPORAL_LIMIT_MS);
    closers.push(() => connection.close());
    const clientConnection = connectClient(env, temporal.address);
    closers.push(() => clientConnection.close());
    const namespace = env.TEMPORAL_NAMESPACE;
    await ensureSearchAttributes(clientConnection, namespace);

    const workers = await buildWorkers(
      {
        connection,
        namespace,
        services: { ...services.services, traceUrl: traceUrls(env, { ...services, temporal }) },
        dataConverter: services.dataConverter,
        workflowBundle: { codePath: join(PRODUCT_FOLDER, 'dist', 'workflow-bundle.js') },
        modelConcurrency: env.MODEL_CONCURRENCY,
        documentConcurrency: availableParallelism(),
      },
      Object.values(TASK_QUEUES),
    );
    const running = runWorkers(workers);
    closers.push(() => running.close());

    const client = new Client({
      connection: clientConnection,
      namespace,
      dataConverter: services.dataConverter,
    });
    const access = await services.openAccess();
    closers.push(() => access.close());
    await access.checkPepper();
    const firstKey = await access.firstKey();
    if (firstKey !== undefined) tell(firstKeyNote(firstKey));
    const api = await startApi({
      ...apiParts(env, { services, access, temporal, client, log }),
      host: env.HOST,
      port: env.PORT,
    });
    closers.push(() => api.close());
    return {
      url: api.url,
      components: await services.components(temporal),
      temporalPage: temporal.pageUrl,
      close,
    };
  }
}
