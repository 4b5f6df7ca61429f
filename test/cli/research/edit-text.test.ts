import { expect, test } from 'vitest';
import { editText } from '../../../cli/research/edit-text.js';

test('gives the text as the editor saved it', async () => {
  expect(await editText('one two', "sed -i 's/two/2/'")).toBe('one 2');
});

test('an editor that fails is named', async () => {
  await expect(editText('one', 'false')).rejects.toThrow('“false”');
});
