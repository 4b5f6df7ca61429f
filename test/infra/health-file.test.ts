import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { keepHealthFile } from '../../worker/health-file.js';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-health-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'worker-health');

test('the file is fresh while all is well, grows old when not, and goes with the process', async () => {
  let state: 'well' | 'stuck' | 'failing' = 'well';
  let looks = 0;
  const isWell = async () => {
    looks += 1;
    if (state === 'failing') throw new Error('Temporal is away');
    return state === 'well';
  };
  const looked = (times: number) => {
    const goal = looks + times;
    return vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(goal));
  };
  const written = () => statSync(path).mtimeMs;
  const health = keepHealthFile({ path, isWell }, 10);
  await vi.waitFor(() => expect(existsSync(path)).toBe(true));

  for (const trouble of ['stuck', 'failing'] as const) {
    state = trouble;
    await looked(2);
    const before = written();
    await looked(3);
    expect(written()).toBe(before);
    state = 'well';
    await vi.waitFor(() => expect(written()).toBeGreaterThan(before));
  }

  await health.stop();
  expect(existsSync(path)).toBe(false);
});

test('without a path nothing is written or asked', async () => {
  const isWell = vi.fn(async () => true);
  await keepHealthFile({ path: undefined, isWell }, 1).stop();

  expect(isWell).not.toHaveBeenCalled();
});
