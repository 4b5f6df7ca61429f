/**
 * Sends made-up requests of every kind to every endpoint and looks for a server error or an answer that the OpenAPI
 * document does not describe. Needs schemathesis: python3 -m venv /tmp/st && /tmp/st/bin/pip install schemathesis
 *   npx tsx bench/api-properties.ts /tmp/st/bin/schemathesis
 *   npx tsx bench/api-properties.ts /tmp/st/bin/schemathesis --examples 100 --seed 1 --only '^/v1/' --models
 * --only takes a regular expression of paths, and --models a stand-in for models, without which there are none.
 * Starts an instance of its own, which asks for keys, over stand-ins for the web; ends with schemathesis' code, 0 when nothing was found.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measuredOn } from './stack/measured-on.js';
import { openBench } from './stack/open-bench.js';
import { modelSettings, startStandInModels } from './stack/stand-in-models.js';

/** What an answer must keep to. Which bad values are let pass is for the contract, not for a schema, to say. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** Switching the API off or to one request a minute would only have every later request refused. */
const LOCKS_OUT = 'PATCH /api/admin/settings';
const SECONDS_A_REQUEST = 120;
const MODEL_PORT = 8_993;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    examples: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    models: { type: 'boolean', default: false },
  },
});
const [schemathesis] = positionals;
if (schemathesis === undefined) {
  console.error('Use: npx tsx bench/api-properties.ts <schemathesis> [--examples n] [--seed n]');
  process.exit(2);
}
console.log(measuredOn('bench/api-properties.ts'));
const key = `sk-scalytics-${randomBytes(32).toString('base64url')}`;
process.env['ADMIN_API_KEY'] = key;
process.env['REQUIRE_API_KEY'] = 'true';
const models = values.models ? await startStandInModels(MODEL_PORT) : undefined;
const settings = values.models ? modelSettings(MODEL_PORT) : {};
const bench = await openBench({ enginePort: 8_991, pagePort: 8_992, settings });
try {
  process.exitCode = await run(schemathesis, argumentsFor(bench.api));
} finally {
  await bench.close();
  await models?.close();
}

function argumentsFor(api: string): string[] {
  return [
    'run',
    `${api}/api/openapi.json`,
    ...['--url', api, '--header', `Authorization: Bearer ${key}`],
    ...['--checks', CHECKS.join(','), '--continue-on-failure'],
    ...['--max-examples', values.examples, '--seed', values.seed],
    ...['--request-timeout', String(SECONDS_A_REQUEST), '--suppress-health-check', 'all'],
    ...(values.only === undefined ? [] : ['--include-path-regex', values.only]),
    ...['--exclude-name', LOCKS_OUT],
  ];
}

/** It keeps a cache where it is started. */
async function run(program: string, args: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-schemathesis-'));
  const child = spawn(resolve(program), args, { stdio: 'inherit', cwd: folder });
  const [code] = await once(child, 'exit');
  await rm(folder, { recursive: true, force: true });
  return Number(code ?? 1);
}
