import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, Index } from '../../../adapters/passages/lance-library.js';

// Two places for all vectors leave most partitions empty, of which LanceDB would warn.
const folder = await mkdtemp(join(tmpdir(), 'plumbline-lance-'));
const connection = await connect(folder);
const rows = Array.from({ length: 600 }, (_, id) => ({ id, vector: [id % 2, id % 2] }));
const table = await connection.createTable('t', rows);
await table.createIndex('vector', { config: Index.ivfFlat({ numPartitions: 16 }) });
connection.close();
await rm(folder, { recursive: true });
