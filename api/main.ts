import { once } from 'node:events';
import { Client } from '@temporalio/client';
import { readEnv } from '../infra/env.js';
import { createLog } from '../infra/logger.js';
import { apiParts } from '../infra/services/api-parts.js';
import { firstKeyNote } from '../infra/services/open-access.js';
import { openApart } from '../infra/services/open-apart.js';
import { connectClient, ensureSearchAttributes } from '../infra/temporal/connect.js';
import { startApi } from './listen.js';

const env = readEnv();
const log = createLog(env.LOG_LEVEL);
const { temporal, services } = await openApart(env, log);
const connection = connectClient(env, temporal.address);
const { dataConverter } = services;
const client = new Client({ connection, namespace: env.TEMPORAL_NAMESPACE, dataConverter });
const access = await services.openAccess();
await access.checkPepper();
const firstKey = await access.firstKey();
if (firstKey !== undefined) console.error(firstKeyNote(firstKey));
const api = await startApi({
  ...apiParts(env, { services, access, temporal, client, log }),
  host: env.HOST,
  port: env.PORT,
});
console.error(`API on ${api.url}`);
// Runs cannot start in a namespace that lacks them. A server that is away gets them from its first worker.
ensureSearchAttributes(connection, env.TEMPORAL_NAMESPACE).catch((err: unknown) =>
  log.warn({ err }, 'the search attributes of runs could not be looked up'),
);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await api.close();
await connection.close();
await access.close();
await services.close();
