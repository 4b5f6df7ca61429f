/**
 * Where the time of a search goes: the events of its history, each with the milliseconds since the request was sent.
 *   npx tsx bench/walk.ts [--searches 30] [--mode speed]      starts the built product by itself, over instant stand-ins
 * Each line is the median of the searches whose histories have the form that most have.
 */
import { parseArgs } from 'node:util';
import { measuredOn } from './stack/measured-on.js';
import { openBench } from './stack/open-bench.js';
import { quantile } from './stack/quantile.js';
import { temporalAddress } from './stack/run-histories.js';
import { nextQuestion, searchOnce } from './stack/search-once.js';
import { type TimedEvent, timedHistories } from './stack/timed-histories.js';

const WARM_UP = 8;

const { values } = parseArgs({
  options: {
    searches: { type: 'string', default: '30' },
    mode: { type: 'string', default: 'speed' },
    'engine-port': { type: 'string', default: '18888' },
    'page-port': { type: 'string', default: '18889' },
  },
});
await main(values.mode === 'balanced' ? 'balanced' : 'speed', Number(values.searches));

async function main(mode: 'speed' | 'balanced', searches: number): Promise<void> {
  const bench = await openBench({
    enginePort: Number(values['engine-port']),
    pagePort: Number(values['page-port']),
  });
  try {
    for (let warm = 0; warm < WARM_UP; warm++) await searchOnce(bench.api, mode, nextQuestion());
    const sent = new Map<string, number>();
    const took: number[] = [];
    for (let done = 0; done < searches; done++) {
      const sentMs = Date.now();
      const { session, milliseconds } = await searchOnce(bench.api, mode, nextQuestion());
      sent.set(session, sentMs);
      took.push(milliseconds);
    }
    const walks = await timedHistories(await temporalAddress(bench.api), sent);
    console.log(measuredOn('bench/walk.ts'));
    report(walks, took);
  } finally {
    await bench.close();
  }
}

function report(walks: readonly (readonly TimedEvent[])[], took: readonly number[]): void {
  const forms = new Map<string, (readonly TimedEvent[])[]>();
  for (const walk of walks) {
    const form = walk.map(({ name }) => name).join();
    forms.set(form, [...(forms.get(form) ?? []), walk]);
  }
  const [usual = []] = [...forms.values()].sort((one, other) => other.length - one.length);
  console.log(`${usual.length} of ${walks.length} searches went this way; ms after the request\n`);
  for (const [at, { name }] of (usual[0] ?? []).entries()) {
    const times = usual.map((walk) => walk[at]?.ms ?? 0);
    console.log(`${quantile(times, 0.5).toFixed(0).padStart(6)}  ${name}`);
  }
  console.log(`\nAnswered after ${quantile(took, 0.5).toFixed(0)} ms (median of all)`);
}
