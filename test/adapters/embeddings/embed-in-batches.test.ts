import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embedInBatches } from '../../../adapters/embeddings/embed-in-batches.js';

/** A vector that tells its text's length. */
const byLength = async (texts: readonly string[]) => texts.map(({ length }) => [1, length]);

test('vectors are of length 1 and in the order of the texts, whatever the batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 9000 }), { maxLength: 60 }), async (texts) => {
      const vectors = await embedInBatches(texts, byLength);
      for (const [index, vector] of vectors.entries()) {
        expect(Math.hypot(...vector)).toBeCloseTo(1, 9);
        expect((vector[1] ?? 0) / (vector[0] ?? 1)).toBeCloseTo(texts[index]?.length ?? -1, 3);
      }
      expect(vectors).toHaveLength(texts.length);
    }),
    { numRuns: 30 },
  );
});

test('a batch has at most 16 texts and about 32,000 characters', async () => {
  const sizes: number[] = [];
  const texts = [...Array<string>(40).fill('short'), ...Array<string>(5).fill('x'.repeat(12_000))];
  await embedInBatches(texts, async (batch) => {
    sizes.push(batch.length);
    return byLength(batch);
  });

  expect(sizes).toEqual([16, 16, 10, 2, 1]);
});

test.each([
  { title: 'too few vectors', reply: [[1, 0]] },
  { title: 'a vector of zeros', reply: [[1], [0]] },
  { title: 'a vector with a hole', reply: [[1], [Number.NaN]] },
  { title: 'vectors of several lengths', reply: [[1], [1, 2]] },
])('$title are a bad reply', async ({ reply }) => {
  await expect(embedInBatches(['a', 'b'], async () => reply)).rejects.toMatchObject({
    code: 'bad-reply',
  });
});
