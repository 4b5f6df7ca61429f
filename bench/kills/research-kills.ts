import { setTimeout as sleep } from 'node:timers/promises';
import { openBench } from '../stack/open-bench.js';
import { nextQuestion } from '../stack/search-once.js';
import { type KillOptions, partsOf } from './kill-options.js';
import { type LoggedEvent, readEvents } from './read-events.js';
import { startResearch } from './start-research.js';

/** Pages take so long that a run is in the middle of something at almost every moment. */
const PAGE_MS = 400;
const ITERATIONS = 3;
/** Kills come within these milliseconds of a run's beginning: a run without one takes about as long. */
const WITHIN_MS = 8_000;
/** A finished step counts as kept once it had this long to reach the history. */
const REACHED_MS = 1_000;

/** Research runs, each killed once at a random moment. Prints a row for each and the sum. */
export async function researchKills({ kills, random, ...ports }: KillOptions): Promise<void> {
  const { api, web, stack, close } = await openBench({ ...ports, pageMs: PAGE_MS });
  if (stack === undefined) throw new Error('This kills an instance of its own.');
  const sums = { completed: 0, repeated: 0, gaps: 0, doubled: 0 };
  try {
    console.log(
      '| kill | of | after ms | ended | pages read | asked again | gaps in event ids | doubled pages |',
    );
    console.log('|---|---|---|---|---|---|---|---|');
    for (let kill = 0; kill < kills; kill++) {
      const before = web.asked().length;
      const id = await startResearch(api, { query: nextQuestion(), max_iterations: ITERATIONS });
      const wait = Math.round(random() * WITHIN_MS);
      await sleep(wait);
      const killedAt = Date.now();
      await stack.killAndRestart(partsOf(kill));
      const events = await readEvents(api, id);
      const asked = web.asked().slice(before);
      const row = judge(events, asked, killedAt);
      sums.completed += row.status === 'completed' ? 1 : 0;
      sums.repeated += row.repeated;
      sums.gaps += row.gaps;
      sums.doubled += row.doubled;
      console.log(
        `| ${kill + 1} | ${partsOf(kill)} | ${wait} | ${row.status} | ${row.read} | ${row.repeated} | ${row.gaps} | ${row.doubled} |`,
      );
    }
  } finally {
    await close();
  }
  console.log(
    `\n${sums.completed} of ${kills} completed; finished pages asked for again ${sums.repeated}, gaps in event ids ${sums.gaps}, pages told twice ${sums.doubled}`,
  );
}

function judge(
  events: readonly LoggedEvent[],
  asked: readonly { readonly path: string; readonly at: number }[],
  killedAt: number,
) {
  const read = events.filter(({ type }) => type === 'page-read');
  const kept = new Set(
    read.filter(({ at }) => at < killedAt - REACHED_MS).map(({ url }) => new URL(url).pathname),
  );
  return {
    status: events.at(-1)?.status ?? 'no end',
    read: read.length,
    repeated: asked.filter(({ path, at }) => at > killedAt && kept.has(path)).length,
    gaps: events.filter(({ id }, index) => id !== index + 1).length,
    doubled: read.length - new Set(read.map(({ url }) => url)).size,
  };
}
