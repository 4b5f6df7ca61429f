/**
 * Memory of the whole embedded stack, the product's process and Temporal's server, after searches and after as many more.
 *   npx tsx bench/memory.ts [--searches 50] [--rounds 2]                        starts the built product by itself
 *   npx tsx bench/memory.ts --api http://127.0.0.1:8001 --pid N    measures a running one, with settings as for overhead.ts
 */
import { parseArgs } from 'node:util';
import { measuredOn } from './stack/measured-on.js';
import { megabytesOf, memoryAtRest } from './stack/memory-at-rest.js';
import { openBench } from './stack/open-bench.js';
import type { ProcessUse } from './stack/process-tree.js';
import { nextQuestion, searchOnce } from './stack/search-once.js';

const TARGET = { megabytes: 1_500, growth: 0.05 };

const { values } = parseArgs({
  options: {
    api: { type: 'string' },
    pid: { type: 'string' },
    searches: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '2' },
    'engine-port': { type: 'string', default: '18888' },
    'page-port': { type: 'string', default: '18889' },
  },
});
if ((values.api === undefined) !== (values.pid === undefined)) {
  console.error(
    '--api needs --pid, the process that the instance runs in, and the other way round',
  );
  process.exit(2);
}
await main(Number(values.searches), Number(values.rounds));

async function main(searches: number, rounds: number): Promise<void> {
  const bench = await openBench({
    api: values.api,
    enginePort: Number(values['engine-port']),
    pagePort: Number(values['page-port']),
  });
  try {
    const pid = bench.stack?.pid ?? Number(values.pid);
    console.log(measuredOn('bench/memory.ts'));
    console.log('| after | MB in all | of these |');
    console.log('|---|---|---|');
    report('the start', await memoryAtRest(pid));
    let last: number | undefined;
    for (let round = 1; round <= rounds; round++) {
      await search(bench.api, searches);
      const sum = report(`${round * searches} searches (balanced)`, await memoryAtRest(pid));
      if (last !== undefined)
        console.log(`| growth | ${(((sum - last) / last) * 100).toFixed(1)} % | |`);
      last = sum;
    }
    const { megabytes, growth } = TARGET;
    console.log(
      `\nTarget ≤ ${megabytes} MB in all, ≤ ${growth * 100} % more after as many searches again`,
    );
  } finally {
    await bench.close();
  }
}

async function search(api: string, searches: number): Promise<void> {
  for (let done = 0; done < searches; done++) await searchOnce(api, 'balanced', nextQuestion());
}

/** Prints a row and gives its sum. */
function report(after: string, processes: readonly ProcessUse[]): number {
  const sum = megabytesOf(processes);
  const parts = processes.map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)}`);
  console.log(`| ${after} | ${sum.toFixed(0)} | ${parts.join(', ')} |`);
  return sum;
}
