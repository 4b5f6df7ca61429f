import { expect, test } from 'vitest';
import { suggestedFilename } from '../../../domain/images/suggested-filename.js';

const RUN = '550e8400-e29b-41d4-a716-446655440000';

test.each([
  ['A red fox, in the snow!', 'a-red-fox-in-the-snow-550e8400.png'],
  ['../../etc/passwd\u0000', 'etc-passwd-550e8400.png'],
  ['雪の中の狐', '雪の中の狐-550e8400.png'],
  ['???', 'image-550e8400.png'],
  ['word '.repeat(100), `${'word-'.repeat(12)}550e8400.png`],
])('%s names the file %s', (prompt, name) => {
  expect(suggestedFilename(prompt, RUN, 'png')).toBe(name);
});
