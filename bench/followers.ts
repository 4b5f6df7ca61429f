/**
 * How long an event takes to its followers, and what a follower costs the one process that serves them.
 *   npx tsx bench/followers.ts --database postgres://plumbline@127.0.0.1:5433/plumbline [--followers 1000] [--runs 10]
 * Measured twice: the first followers also bring what the process keeps for all that come later, such as compiled code
 * and grown heap spaces, and what its start has left behind may be collected while they are there; the second come
 * after as many have gone, and cost what a follower costs.
 * `--database` names a server on which a database is made for the measurement and dropped again. The product has to be built.
 */
import { parseArgs } from 'node:util';
import { followAll, type Receipt } from './followers/follow-all.js';
import { openRuns } from './followers/open-runs.js';
import { measuredOn } from './stack/measured-on.js';
import { megabytesOf, memoryAtRest } from './stack/memory-at-rest.js';
import { startOwnStack } from './stack/own-stack.js';
import { processTree } from './stack/process-tree.js';
import { quantile } from './stack/quantile.js';
import { withScratchDatabase } from './stack/scratch-database.js';

const PER_SECOND = 5;
const SECONDS = 6;

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    followers: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '10' },
  },
});
if (values.database === undefined) {
  console.error('Name a PostgreSQL server with --database.');
  process.exit(2);
}
const followers = Number(values.followers);
const runs = Number(values.runs);
console.log(measuredOn('bench/followers.ts'));
await withScratchDatabase(values.database, measure);

async function measure(databaseUrl: string): Promise<void> {
  const stack = await startOwnStack({
    enginePort: 18_888,
    pagePort: 18_889,
    settings: { DATABASE_URL: databaseUrl },
  });
  try {
    const opened = await openRuns(stack.api, databaseUrl, runs);
    console.log(
      '| followers | events received | median ms | p99 ms | KB each at rest | KB each while told, garbage included |\n|---|---|---|---|---|---|',
    );
    for (const name of ['first', 'after as many came and went']) {
      const base = megabytesOf(await memoryAtRest(stack.pid));
      const following = await followAll(stack.api, opened.ids, followers);
      await opened.tell({ perSecond: PER_SECOND, seconds: SECONDS });
      const busy = megabytesOf(await processTree(stack.pid));
      const quiet = megabytesOf(await memoryAtRest(stack.pid));
      const received = following.leave();
      console.log(`| ${cellsOf({ name, received, base, quiet, busy }).join(' | ')} |`);
    }
    await opened.end();
    console.log('\nTarget p99 ≤ 150 ms, ≤ 40 KB each, none lost');
  } finally {
    await stack.close();
  }
}

interface Round {
  readonly name: string;
  readonly received: readonly Receipt[];
  /** Megabytes at rest before, at rest with the followers, and while they were told. */
  readonly base: number;
  readonly quiet: number;
  readonly busy: number;
}

function cellsOf({ name, received, base, quiet, busy }: Round): readonly string[] {
  const expected = followers * PER_SECOND * SECONDS;
  const times = received.map(({ milliseconds }) => milliseconds);
  const each = (megabytes: number) => (((megabytes - base) * 1_024) / followers).toFixed(0);
  return [
    `${followers} ${name}`,
    `${received.length} of ${expected}`,
    quantile(times, 0.5).toFixed(0),
    quantile(times, 0.99).toFixed(0),
    each(quiet),
    each(busy),
  ];
}
