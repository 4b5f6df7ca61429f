/**
 * How soon a change by an administrator takes hold on two API processes, while many clients call both without a pause.
 *   npm run build && npx tsx bench/settings.ts [--callers 64] [--times 3]
 * TEMPORAL_ADDRESS, DATABASE_URL, MINIO_URL and WEAVIATE_URL name the servers that the processes share; a database is
 * made for the measurement and dropped again. Each change is sent to one process and taken back at the other.
 */
import { parseArgs } from 'node:util';
import { startStub } from './gateway/start-stub.js';
import { keepCalling } from './settings/keep-calling.js';
import { type Measured, measureChanges } from './settings/measure-changes.js';
import { startTwoApis } from './settings/two-apis.js';
import { measuredOn } from './stack/measured-on.js';
import { withScratchDatabase } from './stack/scratch-database.js';

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '64' },
    times: { type: 'string', default: '3' },
  },
});
const server = process.env['DATABASE_URL'];
if (server === undefined) {
  console.error('Set DATABASE_URL, and the other servers that API processes share.');
  process.exit(2);
}
console.log(measuredOn('bench/settings.ts'));
await withScratchDatabase(server, measure);

async function measure(databaseUrl: string): Promise<void> {
  const stub = await startStub();
  try {
    const apis = await startTwoApis({ databaseUrl, modelUrl: stub.baseUrl });
    try {
      const { keyId, key } = await apis.makeKey();
      const calling = keepCalling(apis.urls, { key, callers: Number(values.callers) });
      const measured = await measureChanges(apis, calling, { keyId, times: Number(values.times) });
      await calling.stop();
      print(measured);
    } finally {
      await apis.close();
    }
  } finally {
    stub.close();
  }
}

function print(measured: readonly Measured[]): void {
  console.log(
    '| change | answer | last other answer began, ms after the change was sent, first / second process | answers |',
  );
  console.log('|---|---|---|---|');
  for (const { change, status, lateMs, answers } of measured) {
    const late = lateMs.map((ms) => ms.toFixed(0)).join(' / ');
    console.log(`| ${change} | ${status} | ${late} | ${answers.join(' / ')} |`);
  }
  const worst = Math.max(...measured.flatMap(({ lateMs }) => lateMs));
  console.log(`\nThe latest: ${worst.toFixed(0)} ms.`);
}
