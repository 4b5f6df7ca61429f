import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { checkClaim } from '../domain/claims/check-claim.js';
import { alterSentence, CHANGES, sampleSentences } from './altered-sentences.js';
import { seededRandom } from './seeded-random.js';

const PER_CHANGE = 400;
const SEED = 20_260;

const JudgedClaim = z.object({
  source: z.string(),
  evidence: z.string(),
  claim: z.string(),
  supported: z.boolean(),
});
type JudgedClaim = z.infer<typeof JudgedClaim>;
const Page = z.object({ title: z.string(), text: z.string() });

const folder = process.argv[2];
if (!folder) {
  console.error('Use: npx tsx bench/grounding.ts <data folder>');
  process.exit(2);
}
console.log(
  `${new Date().toISOString().slice(0, 10)} · ${cpus()[0]?.model ?? 'unknown'} × ${cpus().length} · Node ${process.version}`,
);
console.log(`npx tsx bench/grounding.ts ${folder}\n`);
measureJudged(readLines(path.join(folder, 'grounding/begin-dev.jsonl'), JudgedClaim));
measureAltered(readLines(path.join(folder, 'multihop/pages.jsonl'), Page));

function readLines<T>(file: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => shape.parse(JSON.parse(line)));
}

/** Balanced accuracy of "supported" against human verdicts, over all and over the two halves of the file. */
function measureJudged(rows: readonly JudgedClaim[]): void {
  const began = performance.now();
  const judged = rows.map(({ source, evidence, claim, supported }, index) => ({
    source,
    half: index % 2 === 0 ? 'even lines' : 'odd lines',
    supported,
    found: checkClaim({ claim, passages: [evidence] }).verdict === 'supported',
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
      const found = shareOf(
        members.filter(({ supported }) => supported),
        ({ found }) => found,
      );
      const refused = shareOf(
        members.filter(({ supported }) => !supported),
        ({ found }) => !found,
      );
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

/** Sentences of pages with one thing changed: caught when not called supported; unchanged ones are false alarms then. */
function measureAltered(pages: readonly z.infer<typeof Page>[]): void {
  const random = seededRandom(SEED);
  const isSupported = (claim: string, text: string) =>
    checkClaim({ claim, passages: [text] }).verdict === 'supported';

  console.log(
    `\nSentences of pages with one change (seed ${SEED}); target caught ≥ 0.95, false alarms ≤ 0.05`,
  );
  const rows = CHANGES.map((change) => {
    const altered = sampleSentences(pages, random).flatMap(({ sentence, page }) => {
      const claim = alterSentence(sentence, change, { page, pages, random });
      return claim === undefined ? [] : [{ sentence, claim, text: page.text }];
    });
    const taken = altered.slice(0, PER_CHANGE);
    if (process.argv.includes('--show')) showMisses(change, taken, isSupported);
    return {
      change,
      sentences: taken.length,
      caught: shareOf(taken, ({ claim, text }) => !isSupported(claim, text)),
      'called contradicted': shareOf(
        taken,
        ({ claim, text }) => checkClaim({ claim, passages: [text] }).verdict === 'contradicted',
      ),
      'false alarms': shareOf(taken, ({ sentence, text }) => !isSupported(sentence, text)),
    };
  });
  console.table(rows);
}

function showMisses(
  change: string,
  taken: readonly { claim: string; sentence: string; text: string }[],
  isSupported: (claim: string, text: string) => boolean,
): void {
  for (const { claim, sentence, text } of taken) {
    if (isSupported(claim, text)) console.log(`${change}, missed\n  ${claim}\n  page: ${sentence}`);
    if (!isSupported(sentence, text)) console.log(`${change}, false alarm\n  ${sentence}`);
  }
}

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : Number((items.filter(holds).length / items.length).toFixed(3));
}
