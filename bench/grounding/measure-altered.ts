import { seededRandom } from '../seeded-random.js';
import { alterSentence, CHANGES, sampleSentences } from './altered-sentences.js';
import type { ClaimChecker, EvidenceText } from './claim-checker.js';
import { shareOf } from './share-of.js';
import { RELATION_CHANGES, relationSwaps } from './wrong-relations.js';

const PER_CHANGE = 400;
const SEED = 20_260;

/** A sentence of a page, and the same with one thing changed. */
export interface Altered {
  readonly sentence: string;
  readonly claim: string;
  readonly evidence: readonly EvidenceText[];
}

/** Sentences of pages with one thing changed: caught when not called supported; unchanged ones are false alarms then. */
export async function measureAltered(
  pages: readonly EvidenceText[],
  checker: ClaimChecker,
  show: boolean,
): Promise<void> {
  console.log(
    `\nSentences of pages with one change (seed ${SEED}); target caught ≥ 0.95, false alarms ≤ 0.05`,
  );
  const rows = [];
  for (const [change, altered] of alteredByChange(pages)) {
    await checker.prepare(
      altered.flatMap(({ sentence, claim, evidence }) => [
        sentence,
        claim,
        ...evidence.map(({ text }) => text),
      ]),
    );
    const judged = altered.map((one) => ({
      ...one,
      onChanged: checker.check(one.claim, one.evidence).verdict,
      onUnchanged: checker.check(one.sentence, one.evidence).verdict,
    }));
    rows.push({
      change,
      sentences: judged.length,
      caught: rounded(shareOf(judged, ({ onChanged }) => onChanged !== 'supported')),
      'called contradicted': rounded(
        shareOf(judged, ({ onChanged }) => onChanged === 'contradicted'),
      ),
      'false alarms': rounded(shareOf(judged, ({ onUnchanged }) => onUnchanged !== 'supported')),
    });
    if (!show) continue;
    for (const { sentence, claim, onChanged, onUnchanged } of judged) {
      if (onChanged === 'supported')
        console.log(`${change}, missed\n  ${claim}\n  page: ${sentence}`);
      if (onUnchanged !== 'supported') console.log(`${change}, false alarm\n  ${sentence}`);
    }
  }
  console.table(rows);
}

export function alteredByChange(pages: readonly EvidenceText[]): [string, Altered[]][] {
  const random = seededRandom(SEED);
  const ofWords = CHANGES.map((change): [string, Altered[]] => {
    const altered = sampleSentences(pages, random).flatMap(({ sentence, page }) => {
      const claim = alterSentence(sentence, change, { page, pages, random });
      const evidence = [{ title: '', text: page.text }];
      return claim === undefined ? [] : [{ sentence, claim, evidence }];
    });
    return [change, altered.slice(0, PER_CHANGE)];
  });
  const ofRelations = RELATION_CHANGES.map((change): [string, Altered[]] => [
    change,
    relationSwaps(change, { pages, random, most: PER_CHANGE }),
  ]);
  return [...ofWords, ...ofRelations];
}

function rounded(share: number): number {
  return Number(share.toFixed(3));
}
