/**
 * What the gateway costs, beside LiteLLM's proxy with one worker over the same instant model server.
 *   python3 -m venv /tmp/litellm && /tmp/litellm/bin/pip install 'litellm[proxy]'
 *   npm run build && npx tsx bench/gateway.ts --litellm /tmp/litellm/bin/litellm \
 *     --database postgres://plumbline@127.0.0.1:5433/plumbline
 * Both options may be left out, and with them what they measure. `--database` names a server on which a database is
 * made for the measurement and dropped again. Takes about two minutes.
 */
import { parseArgs } from 'node:util';
import type { GatewayUnderTest } from './gateway/gateway-under-test.js';
import { type Measured, measure } from './gateway/measure.js';
import { measureKeyCheck } from './gateway/measure-key-check.js';
import { startLiteLlm } from './gateway/start-litellm.js';
import { startPlumbline } from './gateway/start-plumbline.js';
import { startStub } from './gateway/start-stub.js';
import { measuredOn } from './stack/measured-on.js';

const { values } = parseArgs({
  options: {
    litellm: { type: 'string' },
    database: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    times: { type: 'string', default: '200' },
  },
});
const EFFORT = { seconds: Number(values.seconds), times: Number(values.times) };

await main();

async function main(): Promise<void> {
  console.log(measuredOn('bench/gateway.ts'));
  const stub = await startStub();
  try {
    const direct = await measure({ baseUrl: stub.baseUrl, key: 'none', model: 'stub' }, EFFORT);
    const plumbline = await measureGateway(await startPlumbline(stub.baseUrl));
    const limited = await measureGateway(await startPlumbline(stub.baseUrl, { limits: true }));
    const other =
      values.litellm === undefined
        ? undefined
        : await measureGateway(await startLiteLlm(values.litellm, stub.baseUrl));
    printTable({ direct, ours: plumbline, limited, other });
  } finally {
    stub.close();
  }
  if (values.database === undefined) return;
  const [median, p99] = await measureKeyCheck(values.database);
  console.log(
    `\nKey check and both limits on PostgreSQL: median ${median.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms (target ≤ 0.5)`,
  );
}

async function measureGateway(gateway: GatewayUnderTest): Promise<Measured> {
  try {
    return await measure(gateway, EFFORT);
  } finally {
    await gateway.close();
  }
}

function printTable({ direct, ours, limited, other }: Results): void {
  const rows: readonly Row[] = [
    {
      what: 'requests/s at 64',
      of: (each) => each.requestsPerSecond.toFixed(0),
      target: times(ours.requestsPerSecond, other?.requestsPerSecond, 15),
    },
    {
      what: 'added latency at 1, median ms',
      of: (each) => (each.latencyMs - direct.latencyMs).toFixed(2),
      target: '≤ 1',
    },
    {
      what: 'processor ms a request',
      of: (each) => each.cpuMs?.toFixed(2) ?? '–',
      target: '≤ 0.9',
    },
    {
      what: 'added time to the first text, median ms',
      of: (each) => (each.firstTextMs - direct.firstTextMs).toFixed(2),
      target: '≤ 1.5',
    },
    {
      what: 'streams/s at 16',
      of: (each) => each.streamsPerSecond.toFixed(1),
      target: times(ours.streamsPerSecond, other?.streamsPerSecond, 20),
    },
    {
      what: 'from chunk sent to chunk read, ms: median, p99',
      of: ({ chunkMs }) => chunkMs.map((ms) => ms.toFixed(2)).join(', '),
      target: 'none held back',
    },
  ];
  const measured = [direct, ours, limited, ...(other === undefined ? [] : [other])];
  const names = ['stub alone', 'Plumbline', 'with limits', 'LiteLLM'].slice(0, measured.length);
  console.log(`| what | ${names.join(' | ')} | target |`);
  console.log(`|${'---|'.repeat(names.length + 2)}`);
  for (const { what, of, target } of rows)
    console.log(`| ${what} | ${measured.map(of).join(' | ')} | ${target} |`);
}

interface Results {
  readonly direct: Measured;
  readonly ours: Measured;
  /** With a limit for the key and one for all. */
  readonly limited: Measured;
  readonly other: Measured | undefined;
}

interface Row {
  readonly what: string;
  readonly of: (measured: Measured) => string;
  readonly target: string;
}

function times(ours: number, other: number | undefined, target: number): string {
  const found = other === undefined ? '' : `; ${(ours / other).toFixed(1)}×`;
  return `≥ ${target}×${found}`;
}
