import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { readEnv } from '../infra/env.js';
import { createLog } from '../infra/logger.js';
import { openApart } from '../infra/services/open-apart.js';
import { traceUrls } from '../infra/services/trace-urls.js';
import { connectClient, connectWorker, ensureSearchAttributes } from '../infra/temporal/connect.js';
import { installRuntime } from '../infra/temporal/runtime.js';
import { PRODUCT_FOLDER } from '../infra/version.js';
import { buildWorkers } from './build-workers.js';
import { keepHealthFile } from './health-file.js';
import { runWorkers } from './run-workers.js';

const CONNECT_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 4_000;

const env = readEnv();
const log = createLog(env.LOG_LEVEL);
installRuntime(log);
const { temporal, services } = await openApart(env, log);
const client = connectClient(env, temporal.address);
const connection = await connectWorker(env, temporal.address, CONNECT_LIMIT_MS);
await ensureSearchAttributes(client, env.TEMPORAL_NAMESPACE);
await client.close();

const queues = env.TASK_QUEUES.length > 0 ? env.TASK_QUEUES : Object.values(TASK_QUEUES);
const workers = await buildWorkers(
  {
    connection,
    namespace: env.TEMPORAL_NAMESPACE,
    services: { ...services.services, traceUrl: traceUrls(env, { ...services, temporal }) },
    dataConverter: services.dataConverter,
    workflowBundle: { codePath: join(PRODUCT_FOLDER, 'dist', 'workflow-bundle.js') },
    modelConcurrency: env.MODEL_CONCURRENCY,
    documentConcurrency: availableParallelism(),
  },
  queues,
);
const running = runWorkers(workers);
const health = keepHealthFile({
  path: env.WORKER_HEALTH_FILE,
  async isWell() {
    if (workers.some((worker) => worker.getState() !== 'RUNNING')) return false;
    await connection.withDeadline(Date.now() + ANSWER_LIMIT_MS, () =>
      connection.workflowService.getSystemInfo({}),
    );
    return true;
  },
});
console.error(`Workers for ${queues.join(', ')}`);

await Promise.race([running.stopped, once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await Promise.all([health.stop(), running.close()]);
await connection.close();
await services.close();
