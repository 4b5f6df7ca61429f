import { z } from 'zod';
import type { ClaimChecker } from './claim-checker.js';
import { shareOf } from './share-of.js';

export const JudgedClaim = z.object({
  source: z.string(),
  evidence: z.string(),
  claim: z.string(),
  supported: z.boolean(),
});
export type JudgedClaim = z.infer<typeof JudgedClaim>;

/** Balanced accuracy of "supported" against human verdicts, over all and over the two halves of the file. */
export async function measureJudged(
  rows: readonly JudgedClaim[],
  checker: ClaimChecker,
): Promise<void> {
  await checker.prepare(rows.flatMap(({ claim, evidence }) => [claim, evidence]));
  const began = performance.now();
  const judged = rows.map(({ source, evidence, claim, supported }, index) => ({
    source,
    half: index % 2 === 0 ? 'even lines' : 'odd lines',
    supported,
    found: checker.check(claim, [{ title: '', text: evidence }]).verdict === 'supported',
  }));
  const milliseconds = (performance.now() - began) / rows.length;
  console.log(
    `Human verdicts (${rows.length} claims, ${milliseconds.toFixed(1)} ms each); target ≥ 0.88`,
  );
  const groups = ['all', ...new Set(judged.flatMap(({ half, source }) => [half, source]))].sort();
  console.table(
    groups.map((group) => {
      const members = judged.filter(
        ({ half, source }) => group === 'all' || half === group || source === group,
      );
      const right = members.filter(({ supported }) => supported);
      const wrong = members.filter(({ supported }) => !supported);
      const found = shareOf(right, (one) => one.found);
      const refused = shareOf(wrong, (one) => !one.found);
      return {
        group,
        claims: members.length,
        'supported found': found.toFixed(3),
        'others refused': refused.toFixed(3),
        'balanced accuracy': ((found + refused) / 2).toFixed(3),
      };
    }),
  );
}
