/**
 * What a search costs beyond its engines, pages and models: all of them are instant stand-ins here.
 *   npx tsx bench/overhead.ts [--searches 50]                      starts the built product by itself
 *   npx tsx bench/overhead.ts --api http://127.0.0.1:8001          asks a running one, whose settings must say
 *     SEARXNG_URL=http://127.0.0.1:18888 ALLOWED_PRIVATE_HOSTS=127.0.0.1:18889 CHAT_MODEL=none EMBEDDING_MODEL=none
 *   and whose `ip_limit` must allow as many requests
 */
import { parseArgs } from 'node:util';
import { measuredOn } from './stack/measured-on.js';
import { type Bench, openBench } from './stack/open-bench.js';
import { cpuSecondsOf, processTree } from './stack/process-tree.js';
import { quantile } from './stack/quantile.js';
import { type HistorySize, runHistories, temporalAddress } from './stack/run-histories.js';
import { type MeasuredSearch, nextQuestion, searchOnce } from './stack/search-once.js';

const MODES = ['speed', 'balanced'] as const;
type Mode = (typeof MODES)[number];

/** Milliseconds of processor time, of all threads. */
interface Spent {
  readonly product: number;
  readonly temporal: number;
}

interface Measured {
  readonly measured: readonly MeasuredSearch[];
  /** Processor time of each search; undefined when it cannot be seen. */
  readonly spent: Spent | undefined;
}

const COLUMNS = [
  'mode',
  'searches',
  'median ms',
  'p95 ms',
  'processor ms: product',
  'Temporal',
  'median events',
  'most events',
  'most KB',
];
const WARM_UP = 5;
/** Speed mode on idle cores. */
const TARGET = { milliseconds: 150, events: 120, kilobytes: 60 };

const { values } = parseArgs({
  options: {
    api: { type: 'string' },
    temporal: { type: 'string' },
    searches: { type: 'string', default: '50' },
    'engine-port': { type: 'string', default: '18888' },
    'page-port': { type: 'string', default: '18889' },
  },
});
await main(Number(values.searches));

async function main(searches: number): Promise<void> {
  const bench = await openBench({
    api: values.api,
    enginePort: Number(values['engine-port']),
    pagePort: Number(values['page-port']),
  });
  try {
    const temporal = values.temporal ?? (await temporalAddress(bench.api));
    console.log(measuredOn('bench/overhead.ts'));
    if (bench.stack !== undefined)
      console.log(`Ready after ${bench.stack.secondsToReady.toFixed(1)} s, in a new data folder\n`);
    console.log(`| ${COLUMNS.join(' | ')} |`);
    console.log(`|${'---|'.repeat(COLUMNS.length)}`);
    for (const mode of MODES) {
      const { measured, spent } = await searchOften(bench, mode, searches);
      const histories = await runHistories(
        temporal,
        measured.map(({ session }) => session),
      );
      console.log(rowOf({ mode, measured, spent, histories }));
    }
    const { milliseconds, events, kilobytes } = TARGET;
    console.log(
      `\nTarget for speed: ≤ ${milliseconds} ms median, ≤ ${events} events, ≤ ${kilobytes} KB`,
    );
    const { searches: asked, pages } = bench.web.counts();
    console.log(`The stand-ins answered ${asked} queries and ${pages} pages`);
  } finally {
    await bench.close();
  }
}

/** One after the other, after a few that are not counted. */
async function searchOften({ api, stack }: Bench, mode: Mode, searches: number): Promise<Measured> {
  for (let warm = 0; warm < WARM_UP; warm++) await searchOnce(api, mode, nextQuestion());
  const before = stack && (await spentBy(stack.pid));
  const measured: MeasuredSearch[] = [];
  for (let done = 0; done < searches; done++)
    measured.push(await searchOnce(api, mode, nextQuestion()));
  const after = stack && (await spentBy(stack.pid));
  const each = (part: keyof Spent) => ((after?.[part] ?? 0) - (before?.[part] ?? 0)) / searches;
  const spent = stack && { product: each('product'), temporal: each('temporal') };
  return { measured, spent };
}

/** The process and its children, of which Temporal's server is one. */
async function spentBy(pid: number): Promise<Spent> {
  const processes = await processTree(pid);
  const server = processes.filter(({ name }) => name.startsWith('temporal'));
  const temporal = cpuSecondsOf(server) * 1_000;
  return { product: cpuSecondsOf(processes) * 1_000 - temporal, temporal };
}

function rowOf({
  mode,
  measured,
  spent,
  histories,
}: Measured & { readonly mode: Mode; readonly histories: readonly HistorySize[] }): string {
  const times = measured.map(({ milliseconds }) => milliseconds);
  const events = histories.map((history) => history.events);
  const bytes = histories.map((history) => history.bytes);
  const cells = [
    mode,
    measured.length,
    quantile(times, 0.5).toFixed(0),
    quantile(times, 0.95).toFixed(0),
    spent?.product.toFixed(0) ?? '–',
    spent?.temporal.toFixed(0) ?? '–',
    quantile(events, 0.5),
    quantile(events, 1),
    (quantile(bytes, 1) / 1_000).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}
