import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = [
  'contracts',
  'domain',
  'adapters',
  'activities',
  'workflows',
  'worker',
  'api',
  'infra',
  'cli',
];
const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** Modules of packages that a source names where it is loaded, types apart: those are gone at run time. */
const IMPORT =
  /^(?:import|export)\s(?!type\b)[^'"]*?from '([^.'][^']*)';$|^import '([^.'][^']*)';$/gm;

test('every package that the product loads is there without those of development', () => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
  const loaded = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
      const source = readFileSync(`${root}${folder}/${file}`, 'utf8');
      for (const [, from, bare] of source.matchAll(IMPORT))
        loaded.set(packageOf(from ?? bare ?? ''), `${folder}/${file}`);
    }
  }
  const missing = [...loaded].filter(
    ([name]) =>
      !name.startsWith('node:') &&
      !builtinModules.includes(name) &&
      !(name in manifest.dependencies),
  );

  expect(loaded.size).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}
