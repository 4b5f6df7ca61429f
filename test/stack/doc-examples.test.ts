import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAKE_PAGES } from '../helpers/small-web.js';
import { post } from '../helpers/test-stack.js';
import { useTwoModelStack } from '../helpers/two-model-stack.js';

const KEY = `sk-scalytics-${'d'.repeat(43)}`;
const LANGUAGES = ['bash', 'javascript', 'python'];
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Every example of these pages, as a reader copies it. */
const examples = ['api.md', 'live-search.md'].flatMap((page) => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, language = '']) => LANGUAGES.includes(language))
    .map(([, language = '', code = ''], at) => ({ name: `${page} ${at + 1}`, language, code }));
});

const { web, stack } = useTwoModelStack(LAKE_PAGES, KEY);
/** Holds a `curl` that fails where the service answers with an error. */
const bin = mkdtempSync(join(tmpdir(), 'plumbline-examples-'));

beforeAll(() => {
  const real = spawnSync('which', ['curl'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\nexec ${real} --fail-with-body "$@"\n`);
  chmodSync(join(bin, 'curl'), 0o755);
});

afterAll(() => {
  rmSync(bin, { recursive: true, force: true });
});

test('the pages have examples in every language', () => {
  expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(LANGUAGES));
});

test.each(examples.filter(({ language }) => hasPython || language !== 'python'))(
  'the $language example of $name works',
  async ({ language, code }) => {
    const here = code
      .replaceAll('http://127.0.0.1:8001', stack().url)
      .replaceAll('https://ai.pydantic.dev/', `http://${web().pageHost}/lake-baikal`);
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env['PATH']}`,
      KEY,
      ID: await idFor(code),
    };

    const { stdout } = await promisify(execFile)(...commandOf(language, here), { env });

    expect(stdout.trim()).not.toBe('');
    web().delays.clear();
  },
  60_000,
);

function commandOf(language: string, code: string): [string, string[]] {
  if (language === 'bash') return ['bash', ['-euo', 'pipefail', '-c', code]];
  if (language === 'python') return ['python3', ['-c', code]];
  return [process.execPath, ['--input-type=module', '-e', code]];
}

/** What `$ID` stands for: a key, a run that goes on, or one that has ended. */
async function idFor(code: string): Promise<string> {
  if (code.includes('/keys/$ID')) {
    const { json } = await post(`${stack().url}/api/v1/keys`, { name: 'an example' }, bearer());
    return String(Object(json).id);
  }
  if (!code.includes('$ID')) return '';
  const goesOn = code.includes('/cancel');
  if (goesOn) web().delays.set('/angara', 30_000);
  const query = { query: 'How long is the Angara River?', stream: true };
  const reply = await fetch(`${stack().url}/api/v1/search`, {
    method: 'POST',
    body: JSON.stringify(query),
  });
  if (goesOn) await reply.body?.cancel();
  else await reply.text();
  return reply.headers.get('session-id') ?? '';
}

function bearer() {
  return { authorization: `Bearer ${KEY}` };
}
