import { seededRandom } from '../seeded-random.js';

const WORDS =
  'river stone measure winter light engine water signal garden metal paper season bridge answer'.split(
    ' ',
  );
const CHAPTERS = 12;
const PARAGRAPHS = 6;
const SENTENCES = 6;

/** A text of some ten passages, another for each number and always the same. */
export function madeUpDocument(number: number): { readonly name: string; readonly text: string } {
  const random = seededRandom(number);
  const some = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  const word = () => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const sentence = () => `The ${some(12, word).join(' ')} of ${Math.floor(random() * 10_000)}.`;
  const paragraph = () => some(SENTENCES, sentence).join(' ');
  const chapters = some(
    CHAPTERS,
    () => `## ${word()}\n\n${some(PARAGRAPHS, paragraph).join('\n\n')}`,
  );
  return { name: `report-${number}.md`, text: `# Report ${number}\n\n${chapters.join('\n\n')}\n` };
}
