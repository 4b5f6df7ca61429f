import { expect, test } from 'vitest';
import { createAdminKey } from '../../../adapters/keys/admin-key.js';

const KEY = 'a key of thirty-two characters or more';

test("the settings' key is an administrator's", async () => {
  expect(await createAdminKey(KEY).identify(KEY)).toEqual({
    caller: expect.objectContaining({ owner: 'local', role: 'admin', keyId: null }),
  });
});

test.each([
  [KEY, `${KEY}!`],
  [undefined, 'undefined'],
])('with the key %s nobody is known as %s', async (setting, sent) => {
  expect(await createAdminKey(setting).identify(sent)).toEqual({ refused: 'unknown' });
});
