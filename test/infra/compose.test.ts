import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPayloadKeys } from '../../adapters/payloads/payload-keys.js';
import { TASK_QUEUES } from '../../contracts/task-queues.js';
import { readEnv } from '../../infra/env.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');

const Service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: z.array(z.string()).default([]),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});

const { services, volumes } = Compose.parse(parse(text('infra/compose.yaml'), { merge: true }));
const entries = Object.entries(services);
const own = entries.filter(([, { image }]) => image.startsWith('plumbline:'));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Settings that processes of Plumbline are given. */
const passed = new Set(own.flatMap(([, { environment }]) => Object.keys(environment)));

test('every setting that is passed on is read, and documented in the example', () => {
  const read = [...text('infra/env.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  const documented = [...text('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);

  expect(passed.size).toBeGreaterThan(20);
  expect([...passed].filter((name) => !read.includes(name))).toEqual([]);
  expect([...passed].filter((name) => !documented.includes(name))).toEqual([]);
});

test('every task queue has workers, each of one queue', () => {
  const queues = own.flatMap(([, { environment }]) => environment['TASK_QUEUES'] ?? []);

  expect(queues.sort()).toEqual(Object.values(TASK_QUEUES).sort());
});

test('the script writes every secret that is asked for, once, for its owner alone', () => {
  const made = makeEnv();
  const asked = [...text('infra/compose.yaml').matchAll(/\$\{([A-Z_]+)(:[-?])?/g)].map(
    ([, name = '']) => name,
  );

  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect([...new Set(asked)].filter((name) => !(name in made))).toEqual([]);
  expect(makeEnv()).toEqual(made);
  const secrets = Object.values(made).filter((value) => value.length > 30);
  expect(secrets.length).toBeGreaterThan(7);
  expect(new Set(secrets).size).toBe(secrets.length);
});

test('the settings that result start every process', async () => {
  const made = makeEnv();
  for (const [name, { environment }] of own) {
    const values = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, filledIn(value, made)]),
    );
    expect(() => readEnv(values), name).not.toThrow();
    const { PAYLOAD_KEYS: setting, DATABASE_URL } = readEnv(values);
    await expect(readPayloadKeys({ setting, folder })).resolves.toBeDefined();
    expect(new URL(DATABASE_URL ?? '').password).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('images are pinned, and what starts after another waits until that is well', () => {
  expect(entries.filter(([, { image }]) => !/:\D*\d+\.?\d+.*$/.test(image))).toEqual([]);
  const waited = new Set(entries.flatMap(([, { depends_on }]) => Object.keys(depends_on)));
  const unwatched = [...waited].filter(
    (name) => services[name]?.healthcheck === undefined && name !== 'minio-owner',
  );
  expect(unwatched).toEqual([]);
});

test('every service that stays is watched, and none keeps capabilities or gains privileges', () => {
  const staying = entries.filter(([name]) => !['minio-owner', 'ollama-pull'].includes(name));
  const lasting = staying.filter(([, { security_opt }]) => security_opt.length > 0);

  expect(staying.filter(([, { healthcheck }]) => healthcheck === undefined)).toEqual([]);
  expect(entries.filter(([, { cap_drop }]) => !cap_drop.includes('ALL'))).toEqual([]);
  expect(lasting.map(([name]) => name)).toEqual(staying.map(([name]) => name));
});

test('the health check of workers looks at the file that they write, and passes while that is fresh', () => {
  const { environment, healthcheck } = services['worker-documents'] ?? {};
  const file = environment?.['WORKER_HEALTH_FILE'] ?? '';
  const script = healthcheck?.test.at(-1) ?? '';
  expect(script).toContain(file);
  const mine = join(folder, 'worker-health');
  const check = () =>
    spawnSync(process.execPath, ['--eval', script.replace(file, mine)], { stdio: 'ignore' }).status;

  expect(check()).toBe(1);
  writeFileSync(mine, '');
  expect(check()).toBe(0);
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(mine, longAgo, longAgo);
  expect(check()).toBe(1);
});

test('the image has both programs that read scanned pages, and room for large files outside memory', () => {
  const dockerfile = text('Dockerfile');

  expect(dockerfile).toMatch(/poppler-utils tesseract-ocr/);
  expect(dockerfile).toMatch(/TMPDIR=\/scratch/);
  expect(own.filter(([, service]) => !service.volumes.includes('/scratch'))).toEqual([]);
});

test('nothing is published beyond this machine unless a setting says so', () => {
  const published = entries.flatMap(([, { ports }]) => ports);

  expect(published.map((port) => filledIn(port, {}))).toEqual([
    '127.0.0.1:8001:8001',
    '127.0.0.1:8233:8080',
  ]);
});

test('every named volume is declared, and processes of Plumbline write nowhere else', () => {
  const named = entries.flatMap(([, service]) =>
    service.volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((name) => !/^[./]/.test(name)),
  );

  expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort());
  expect(own.filter(([, service]) => !service.read_only)).toEqual([]);
});

test('SearXNG answers in JSON and does not take Plumbline for a robot', () => {
  expect(parse(text('infra/searxng/settings.yml'))).toMatchObject({
    search: { formats: expect.arrayContaining(['json']) },
    server: { limiter: false },
  });
  expect(text('infra/searxng/settings.yml')).not.toContain('secret_key');
});

test('the image runs as nobody special and starts what the build makes', () => {
  const dockerfile = text('Dockerfile');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  const commands = own.flatMap(([, { command }]) => command ?? []);

  expect(last).toMatch(/^USER 1000:1000$/m);
  expect(new Set(commands)).toEqual(new Set(['node', 'dist/api/main.js', 'dist/worker/main.js']));
  for (const main of ['api/main.ts', 'worker/main.ts'])
    expect(statSync(join(root, main)).isFile()).toBe(true);
});

test("of Temporal's core the image keeps the one that it runs", () => {
  const bridge = join(folder, 'node_modules', '@temporalio', 'core-bridge');
  const systems = [
    'x86_64-unknown-linux-gnu',
    'aarch64-unknown-linux-gnu',
    'x86_64-pc-windows-msvc',
  ];
  for (const system of systems) mkdirSync(join(bridge, 'releases', system), { recursive: true });
  writeFileSync(join(bridge, 'package.json'), '{"name": "@temporalio/core-bridge"}');
  mkdirSync(join(folder, 'scripts'));
  copyFileSync(join(root, 'scripts/prune-core-bridge.mjs'), join(folder, 'scripts/prune.mjs'));

  execFileSync(process.execPath, [join(folder, 'scripts/prune.mjs')]);

  const kept = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  expect(readdirSync(join(bridge, 'releases'))).toEqual([`${kept}-unknown-linux-gnu`]);
});

/** Runs the script beside a copy of itself and reads what it wrote. */
function makeEnv(): Record<string, string> {
  const script = join(folder, 'make-env.sh');
  copyFileSync(join(root, 'infra/make-env.sh'), script);
  execFileSync('sh', [script]);
  const lines = readFileSync(join(folder, '.env'), 'utf8').split('\n');
  return Object.fromEntries(
    lines
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** A value with its variables filled in as the engine does. */
function filledIn(value: string, variables: Record<string, string>): string {
  return value.replace(
    /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, sign: string | undefined, rest: string | undefined) =>
      variables[name] || (sign === '-' ? (rest ?? '') : ''),
  );
}
