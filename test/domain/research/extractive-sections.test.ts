import { expect, test } from 'vitest';
import { extractiveSections, FURTHER } from '../../../domain/research/extractive-sections.js';
import { evidencePack } from '../claims/evidence-pack.js';

const PACK = evidencePack(
  [
    {
      title: 'Lake Baikal',
      passages: [
        'Lake Baikal is 1,642 metres deep, which makes it the deepest lake in the world. It is fed by more than 300 rivers.',
      ],
    },
    {
      title: 'Angara',
      passages: [
        'The Angara is the only river that flows out of Lake Baikal, and is 1,779 km long.',
      ],
    },
    { title: 'Irkutsk', passages: ['Irkutsk is a city of 617,264 people on the Angara.'] },
  ],
  'How deep is Lake Baikal?',
);

const SECTIONS = [
  { heading: 'In short', query: 'How deep is Lake Baikal?' },
  { heading: 'The river', query: 'river flows out of Lake Baikal' },
  { heading: 'Fish', query: 'omul cisco' },
];

test('each section holds the sentences that answer it, word for word, with their source', () => {
  const [first, second] = extractiveSections(PACK, SECTIONS);

  expect(first?.heading).toBe('In short');
  expect(first?.text).toContain(
    'Lake Baikal is 1,642 metres deep, which makes it the deepest lake in the world. [1]',
  );
  expect(second?.heading).toBe('The river');
  expect(`${first?.text} ${second?.text}`).toContain(
    'flows out of Lake Baikal, and is 1,779 km long. [2]',
  );
});

test('no sentence stands in two sections', () => {
  const text = extractiveSections(PACK, SECTIONS)
    .map((section) => section.text)
    .join('\n');

  expect(text.split('deepest lake in the world')).toHaveLength(2);
});

test('a section for which there is nothing is left out', () => {
  expect(extractiveSections(PACK, SECTIONS).map(({ heading }) => heading)).not.toContain('Fish');
});

test('good sources that no section cites end the report with a sentence each', () => {
  const last = extractiveSections(PACK, SECTIONS).at(-1);

  expect(last?.heading).toBe(FURTHER);
  expect(last?.text).toBe('- Irkutsk is a city of 617,264 people on the Angara. [3]');
});

test('without evidence there are no sections', () => {
  expect(extractiveSections(evidencePack([]), SECTIONS)).toEqual([]);
});

test('a table among the best sources is cited by its beginning', () => {
  const table = Array.from({ length: 80 }, (_, at) => `Row ${at} 1,470`).join(' ');
  const last = extractiveSections(
    evidencePack([{ title: 'Table', passages: [table] }]),
    SECTIONS,
  ).at(-1);

  expect(last?.text).toMatch(/^- Row 0 1,470 .{200,300} … \[1\]$/);
});
