import fc from 'fast-check';
import { expect, test } from 'vitest';
import { similarLengths } from '../../../adapters/embeddings/similar-lengths.js';

test('every text is in one group, and no group is padded to more than its bound', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4000)), (lengths) => {
      const groups = similarLengths(lengths.map((length) => 'x'.repeat(length)));

      expect(groups.flat().toSorted((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
      for (const group of groups) {
        const longest = Math.max(...group.map((index) => lengths[index] ?? 0));
        expect(group.length).toBeLessThanOrEqual(8);
        expect(group.length === 1 || group.length * longest <= 2400).toBe(true);
      }
    }),
  );
});
