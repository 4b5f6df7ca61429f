import { setTimeout as sleep } from 'node:timers/promises';
import { nextQuestion } from '../stack/search-once.js';
import type { Asked } from '../stack/stand-in-web.js';
import type { KillOptions } from './kill-options.js';
import { openKillable } from './open-killable.js';
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
export async function researchKills(options: KillOptions): Promise<void> {
  const { kills, random } = options;
  const { api, web, killNext, close } = await openKillable({ ...options, pageMs: PAGE_MS });
  const sums = { completed: 0, repeated: 0, gaps: 0, doubled: 0 };
  try {
    console.log(
      '| kill | of | after ms | ended | steps | repeated | gaps in event ids | told twice |',
    );
    console.log('|---|---|---|---|---|---|---|---|');
    for (let kill = 0; kill < kills; kill++) {
      const before = web.asked().length;
      const id = await startResearch(api, { query: nextQuestion(), max_iterations: ITERATIONS });
      const wait = Math.round(random() * WITHIN_MS);
      await sleep(wait);
      const killedAt = Date.now();
      const part = await killNext();
      const events = await readEvents(api, id);
      const row = judge(events, web.asked().slice(before), killedAt);
      sums.completed += row.status === 'completed' ? 1 : 0;
      sums.repeated += row.repeated;
      sums.gaps += row.gaps;
      sums.doubled += row.doubled;
      console.log(
        `| ${kill + 1} | ${part} | ${wait} | ${row.status} | ${row.steps} | ${row.repeated} | ${row.gaps} | ${row.doubled} |`,
      );
    }
  } finally {
    await close();
  }
  console.log(
    `\n${sums.completed} of ${kills} completed; finished searches and pages asked for again ${sums.repeated}, gaps in event ids ${sums.gaps}, finished steps told twice ${sums.doubled}`,
  );
}

/** Steps are searches and pages; rounds and stages are told as well and count where they are told twice. */
function judge(events: readonly LoggedEvent[], asked: readonly Asked[], killedAt: number) {
  const finished = events.flatMap((event) => {
    const what = stepOf(event);
    return what === undefined ? [] : [{ what, at: event.at }];
  });
  const told = events.flatMap((event) => stepOf(event) ?? roundOf(event) ?? []);
  const kept = new Set(
    finished.filter(({ at }) => at < killedAt - REACHED_MS).map(({ what }) => what),
  );
  return {
    status: events.at(-1)?.status ?? 'no end',
    steps: finished.length,
    repeated: asked.filter(({ what, at }) => at > killedAt && kept.has(what)).length,
    gaps: events.filter(({ id }, index) => id !== index + 1).length,
    doubled: told.length - new Set(told).size,
  };
}

/** What a finished step asked for, as the stand-ins see it. */
function stepOf({ type, url, query }: LoggedEvent): string | undefined {
  if (type === 'page-read') return new URL(url).pathname;
  return type === 'source-found' ? query : undefined;
}

function roundOf({ type, iteration }: LoggedEvent): string | undefined {
  return type === 'round-start' || type === 'round-end' ? `${type} ${iteration}` : undefined;
}
