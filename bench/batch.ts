/**
 * How fast a batch goes, and what it leaves in memory and in history, over instant stand-ins.
 *   npx tsx bench/batch.ts [--questions 1000] [--window 8]     the product has to be built
 *   npx tsx bench/batch.ts --kill [--questions 200]            kills everything half-way; 5 questions fail
 */
import { parseArgs } from 'node:util';
import { measuredOn } from './stack/measured-on.js';
import { memoryAtRest } from './stack/memory-at-rest.js';
import { type Bench, openBench } from './stack/open-bench.js';
import type { OwnStack } from './stack/own-stack.js';
import { batchHistories, startBatch, untilEnded } from './stack/run-batch.js';
import { temporalAddress } from './stack/run-histories.js';
import { nextQuestion } from './stack/search-once.js';
import { STUCK } from './stack/stand-in-web.js';

/** On idle cores: runs a minute; share by which the worker may grow from the first batch to the end of the second. */
const TARGET = { perMinute: 200, growth: 0.1 };
/** Share of the questions that are a batch of their own, after which memory is first read: by then all code is loaded. */
const FIRST_MARK = 0.1;
const FAILURES = 5;

const { values } = parseArgs({
  options: {
    questions: { type: 'string' },
    window: { type: 'string', default: '8' },
    kill: { type: 'boolean', default: false },
    'engine-port': { type: 'string', default: '18888' },
    'page-port': { type: 'string', default: '18889' },
  },
});
const questions = Number(values.questions ?? (values.kill ? 200 : 1_000));
const bench = await openBench({
  enginePort: Number(values['engine-port']),
  pagePort: Number(values['page-port']),
});
try {
  console.log(measuredOn('bench/batch.ts'));
  if (bench.stack === undefined) throw new Error('This measures an instance of its own.');
  if (values.kill) await killHalfWay(bench.stack);
  else await measure(bench, bench.stack);
} finally {
  await bench.close();
}

async function measure({ api }: Bench, { pid }: OwnStack): Promise<void> {
  const before = Math.ceil(questions * FIRST_MARK);
  await answerAll(api, before);
  const first = await memoryOf(pid);
  const startedAt = performance.now();
  const { id, counts } = await answerAll(api, questions - before);
  const minutes = (performance.now() - startedAt) / 60_000;
  const last = await memoryOf(pid);
  const histories = await batchHistories(await temporalAddress(api), id);
  const events = histories.map((history) => history.events);
  const kilobytes = histories.map(({ bytes }) => bytes / 1_024);

  console.log(
    '| questions | completed | runs a minute | worker MB at rest after 10 % | at the end | growth |',
  );
  console.log('|---|---|---|---|---|---|');
  const growth = ((last - first) / first) * 100;
  const cells = [questions, before + counts.completed, ((questions - before) / minutes).toFixed(0)];
  console.log(
    `| ${[...cells, first.toFixed(0), last.toFixed(0), `${growth.toFixed(1)} %`].join(' | ')} |`,
  );
  console.log(
    `\nParent: ${histories.length} histories, at most ${Math.max(...events)} events and ${Math.max(...kilobytes).toFixed(0)} KB`,
  );
  console.log(`Target ≥ ${TARGET.perMinute} a minute, growth ≤ ${TARGET.growth * 100} %`);
}

async function answerAll(api: string, count: number) {
  const { id } = await startBatch(api, {
    questions: Array.from({ length: count }, nextQuestion),
    defaults: { mode: 'speed', timeout: 300 },
    window: Number(values.window),
  });
  return untilEnded(api, id, count);
}

/** The product's own process, API and workers, at rest. */
async function memoryOf(pid: number): Promise<number> {
  return (await memoryAtRest(pid)).find((use) => use.pid === pid)?.megabytes ?? 0;
}

async function killHalfWay(stack: OwnStack): Promise<void> {
  const { api } = stack;
  const every = Math.floor(questions / FAILURES);
  const asked = Array.from({ length: questions }, (_, index) =>
    index % every === every - 1
      ? { query: `${STUCK} ${index}`, timeout: 10 } // nothing in it to look for otherwise
      : nextQuestion(),
  );
  const { id } = await startBatch(api, {
    questions: asked,
    defaults: { mode: 'speed', timeout: 300 },
    window: Number(values.window),
  });
  const half = await untilEnded(api, id, Math.floor(questions / 2));
  console.log(`Killed after ${JSON.stringify(half.counts)}`);
  await stack.killAndRestart();
  const { status, counts } = await untilEnded(api, id, questions);
  console.log(`After the restart: ${status} ${JSON.stringify(counts)}`);
  const failures = await fetch(new URL(`/api/v1/batches/${id}/items?status=timed_out`, api));
  console.log(`Named failures: ${await failures.text()}`);
}
