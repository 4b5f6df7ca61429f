/**
 * Hybrid queries over many passages with synthetic clustered vectors, and how many of the ten nearest by an exact
 * comparison a query by vector finds. Weaviate is measured where WEAVIATE_URL names one.
 *   npx tsx bench/passages.ts [--passages 100000] [--queries 100]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLancePassages } from '../adapters/passages/lance-passages.js';
import { createWeaviatePassages } from '../adapters/passages/weaviate-passages.js';
import { embeddingSpace, type PassageIndex } from '../contracts/passage-index.js';
import { type Corpus, clusteredPassages } from './passages/clustered-passages.js';
import { removeCollections } from './passages/remove-collections.js';
import { measuredOn } from './stack/measured-on.js';
import { quantile } from './stack/quantile.js';

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '100' },
  },
});
const COUNT = Number(values.passages);
const QUERIES = Number(values.queries);
const NEAREST = 10;
const BATCH = 500;
/** The server goes on merging what it was sent, on the same cores. */
const SETTLE_MS = 45_000;
const OWNER = `bench-${process.pid}`;
const SPACE = { owner: OWNER, space: embeddingSpace('bench', 384) };

const corpus = clusteredPassages({ count: COUNT, queries: QUERIES, dimension: 384 });
console.log(measuredOn('bench/passages.ts'));
console.log(`${COUNT} passages of 60 to 140 words, 384 dimensions, ${QUERIES} queries`);

await measureLance();
const weaviateUrl = process.env['WEAVIATE_URL'];
if (weaviateUrl === undefined) console.log('Weaviate: WEAVIATE_URL is not set');
else await measureWeaviate(weaviateUrl);

async function measureLance(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const first = await createLancePassages(folder);
  const seconds = await load(first);
  await first.close();
  const index = await createLancePassages(folder);
  await report('LanceDB', index, seconds);
  await index.close();
  await rm(folder, { recursive: true });
}

async function measureWeaviate(url: string): Promise<void> {
  const grpcPort = Number(process.env['WEAVIATE_GRPC_PORT'] ?? 50_051);
  const apiKey = process.env['WEAVIATE_API_KEY'];
  // Of its own: a collection that is there keeps the settings that it was made with.
  const prefix = `PlumblineBench${process.pid}`;
  const server = { url, grpcPort, apiKey, prefix };
  const index = createWeaviatePassages(server);
  const seconds = await load(index);
  await sleep(SETTLE_MS);
  await report('Weaviate', index, seconds);
  await index.close();
  await removeCollections(server);
}

async function load(index: PassageIndex): Promise<number> {
  const startedAt = performance.now();
  for (let at = 0; at < COUNT; at += BATCH) await index.upsert(SPACE, corpus.batch(at, BATCH));
  return (performance.now() - startedAt) / 1_000;
}

async function report(name: string, index: PassageIndex, loadSeconds: number): Promise<void> {
  for (const { terms, vector } of corpus.queries.slice(0, 5))
    await index.hybrid({ ...SPACE, filter: {}, limit: NEAREST, terms, vector });
  const times: number[] = [];
  for (const { terms, vector } of corpus.queries) {
    const startedAt = performance.now();
    await index.hybrid({ ...SPACE, filter: {}, limit: NEAREST, terms, vector });
    times.push(performance.now() - startedAt);
  }
  const recall = await recallOf(index, corpus);
  const ms = (share: number) => quantile(times, share).toFixed(1);
  console.log(
    `${name}: loaded in ${loadSeconds.toFixed(0)} s; hybrid query median ${ms(0.5)} ms, p95 ${ms(0.95)} ms; ` +
      `recall@${NEAREST} ${recall.toFixed(3)}`,
  );
}

async function recallOf(index: PassageIndex, { queries }: Corpus): Promise<number> {
  let found = 0;
  for (const { vector, nearest } of queries) {
    const hits = await index.vector({ ...SPACE, filter: {}, limit: NEAREST, vector });
    const ids = new Set(hits.map(({ id }) => id));
    found += nearest.filter((id) => ids.has(id)).length;
  }
  return found / (queries.length * NEAREST);
}
