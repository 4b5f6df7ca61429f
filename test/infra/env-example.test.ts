import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEnv } from '../../infra/env.js';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const settings = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}));

test('the example names the settings that are read, each once', () => {
  const source = readFileSync(new URL('../../infra/env.ts', import.meta.url), 'utf8');
  const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);

  expect(read.length).toBeGreaterThan(30);
  expect(settings.map(({ name }) => name).sort()).toEqual(read.sort());
});

test('the values of the example are the defaults', () => {
  const values = Object.fromEntries(settings.map(({ name, value }) => [name, value]));

  expect(readEnv(values)).toEqual(readEnv({}));
});

test('each setting has a line that explains it', () => {
  const lines = example.split('\n');
  const bare = lines.filter(
    (line, index) => /^# [A-Z_]+=/.test(line) && !/^# (?![A-Z_]+=)\S/.test(lines[index - 1] ?? ''),
  );

  expect(bare).toEqual([]);
});

test('a default that is none is not shown as an example value', () => {
  const defaults: Record<string, unknown> = readEnv({});
  const wrong = settings.filter(
    ({ name, value }) => name !== 'PLUMBLINE_HOME' && value === '' && isSet(defaults[name]),
  );

  expect(wrong).toEqual([]);
});

/** An empty list is as good as unset. */
function isSet(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
