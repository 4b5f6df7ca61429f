import { expect, test } from 'vitest';
import type { OutlineReply } from '../../../contracts/research-replies.js';
import { outlineFromModel } from '../../../domain/research/outline-from-model.js';

const QUESTION = 'How do heat pumps work, and what do they cost?';

function step(step_number: number, description: string, search_query: string) {
  return { step_number, description, search_query, expected_outcome: '', depends_on: [] };
}

const STEPS = [
  step(1, 'Sources on the question as a whole', QUESTION),
  step(2, 'How it works', 'heat pump how it works'),
  step(3, 'Costs', 'heat pump costs'),
  step(4, 'Limits', 'heat pump limits'),
];

function outlined(sections: OutlineReply['sections']) {
  return outlineFromModel({ sections }, { question: QUESTION, steps: STEPS });
}

test('the answer in short comes first, then the sections of the model, then steps that it left out', () => {
  expect(
    outlined([
      { title: '1. **What a heat pump costs:**', steps: [3, 4] },
      { title: 'Section 2: Heat from the air', steps: [2] },
    ]).sections,
  ).toEqual([
    { heading: 'In short', query: QUESTION },
    { heading: 'What a heat pump costs', query: 'heat pump costs heat pump limits' },
    { heading: 'Heat from the air', query: 'heat pump how it works' },
  ]);
  expect(outlined([{ title: 'Costs of heat pumps', steps: [3] }]).sections?.slice(2)).toEqual([
    { heading: 'How it works', query: 'heat pump how it works' },
    { heading: 'Limits', query: 'heat pump limits' },
  ]);
});

test('each step is used once, by the first section that names it', () => {
  const { sections } = outlined([
    { title: 'Heat pump costs', steps: [3] },
    { title: 'How heat pumps work', steps: [3, 2] },
    { title: 'More on the costs and pumps', steps: [3] },
  ]);

  expect(sections?.map(({ heading }) => heading)).toEqual([
    'In short',
    'Heat pump costs',
    'How heat pumps work',
    'Limits',
  ]);
});

test.each<[string, OutlineReply['sections']]>([
  ['nothing', []],
  ['a heading about something else', [{ title: 'Bananas in May', steps: [2] }]],
  ['no step that there is', [{ title: 'Heat pumps', steps: [9, 0, -1] }]],
  ['a part that every report has', [{ title: 'Introduction', steps: [2] }]],
  ['a heading without end', [{ title: 'heat pump '.repeat(20), steps: [2] }]],
  ['the question as a whole alone', [{ title: 'Heat pumps', steps: [1] }]],
])('%s is a fault', (_, sections) => {
  expect(outlined(sections)).toEqual({
    sections: null,
    fault: 'no section says what it is about',
  });
});
