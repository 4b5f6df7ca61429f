import { expect, test } from 'vitest';
import { cutToFit } from '../../../adapters/embeddings/cut-to-fit.js';
import { ServiceError } from '../../../contracts/failures.js';

/** A model that refuses more than 1,000 characters. */
function shortSighted() {
  const seen: number[] = [];
  const embed = async (texts: readonly string[]) => {
    const longest = Math.max(...texts.map(({ length }) => length));
    seen.push(longest);
    if (longest > 1000) throw new ServiceError('context-overflow', 'too long');
    return texts.map(() => [1]);
  };
  return { seen, embed };
}

test('a text that is refused for its length is cut until it fits, and later ones at once', async () => {
  const { seen, embed } = shortSighted();
  const cutting = cutToFit(20_000);

  expect(await cutting(['x'.repeat(5000), 'short'], embed)).toHaveLength(2);
  await cutting(['x'.repeat(5000)], embed);
  expect(seen).toEqual([5000, 2500, 1250, 625, 625]);
});

test('a model that refuses even a short text is not asked for ever', async () => {
  const refuse = async () => {
    throw new ServiceError('context-overflow', 'no');
  };
  await expect(cutToFit(20_000)(['short'], refuse)).rejects.toMatchObject({
    code: 'context-overflow',
  });
});

test('a cut never leaves half a character, and an empty text is sent as a dash', async () => {
  const sent: string[] = [];
  await cutToFit(3)(['ab😀', ' \n'], async (texts) => {
    sent.push(...texts);
    return texts.map(() => [1]);
  });
  expect(sent).toEqual(['ab', '-']);
});
