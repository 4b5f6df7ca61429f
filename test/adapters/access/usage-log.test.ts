import { describe, expect, test } from 'vitest';
import { createUsageLog } from '../../../adapters/access/usage-log.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { UsedModel } from '../../../contracts/model-usage.js';
import { TEST_DATABASES } from '../state/test-database.js';
import { useTestAccess } from './open-test-access.js';

const today = new Date().toISOString().slice(0, 10);
/** The test may run over midnight. */
const DAYS = { from: today, to: '9999-12-31' };

describe.each(TEST_DATABASES)('usage on $name', ({ create }) => {
  const access = useTestAccess(create);

  test('is summed by key and model, whichever process noted it, the most requests first', async () => {
    const [one, other] = [await access().open(), await access().open()];
    for (let calls = 0; calls < 40; calls++) {
      one.usage.note(use('ada', 'k1', 'tiny'));
      other.usage.note(use('ada', 'k1', 'tiny'));
    }
    other.usage.note(use('ada', 'k2', 'tiny'));
    other.usage.note({ ...use('bob', null, 'flux'), promptTokens: 0, completionTokens: 0 });
    await Promise.all([one.usage.close(), other.usage.close()]);

    const all = await one.usage.report(DAYS);

    expect(all).toEqual([
      row('ada', 'k1', 'tiny', 80),
      row('ada', 'k2', 'tiny', 1),
      { ...row('bob', null, 'flux', 1), prompt_tokens: 0, completion_tokens: 0 },
    ]);
    expect(await one.usage.report({ ...DAYS, owner: 'bob' })).toHaveLength(1);
    expect(await one.usage.report({ from: '2000-01-01', to: '2000-01-02' })).toEqual([]);
  });

  test('is written within a second or two, and nobody waits for it', async () => {
    const { usage } = await access().open();

    usage.note(use('eve', 'k3', 'tiny'));

    const report = () => usage.report({ ...DAYS, owner: 'eve' });
    await expect.poll(report, { timeout: 5_000 }).toEqual([row('eve', 'k3', 'tiny', 1)]);
  });
});

describe('usage that cannot be written', () => {
  const access = useTestAccess();

  test('is kept and written with the next', async () => {
    const { tables } = access().database;
    let away = true;
    const usage = createUsageLog({
      tables: tables.withPlugin({
        transformQuery({ node }) {
          if (away) throw new ServiceError('unavailable', 'the database is away');
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
    });
    usage.note(use('ada', 'k1', 'tiny'));
    await usage.close(); // which writes what there is, in vain
    away = false;
    usage.note(use('ada', 'k1', 'tiny'));
    await usage.close();

    expect(await usage.report(DAYS)).toEqual([row('ada', 'k1', 'tiny', 2)]);
  });
});

function use(owner: string, keyId: string | null, model: string): UsedModel {
  return { owner, keyId, model, promptTokens: 7, completionTokens: 3 };
}

function row(owner: string, key_id: string | null, model: string, requests: number) {
  const tokens = { prompt_tokens: 7 * requests, completion_tokens: 3 * requests };
  return { owner, key_id, model, requests, ...tokens };
}
