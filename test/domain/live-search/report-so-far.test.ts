import { expect, test } from 'vitest';
import { reportEvents } from '../../../activities/report-events.js';
import { numbersAsNamed, renumber } from '../../../domain/research/renumber.js';
import { reportParts } from '../../../domain/research/report-text.js';

const SECTIONS = [
  { heading: 'In short', text: 'It is deep [7]. It is old [2][7]. Not so [contradicted by 4].' },
  {
    heading: 'Fish',
    text: `The omul lives there [9].\n\n${'It dives. '.repeat(200)}\n\nSo it is [2].`,
  },
  { heading: 'Rivers', text: 'One flows out [1].' },
];

function told(sections: typeof SECTIONS, unfinished: boolean, end = '\n\n') {
  const numbers = numbersAsNamed(sections.map(({ text }) => text));
  const done = sections.map(({ heading, text }) => ({ heading, text: renumber(text, numbers) }));
  return reportEvents(`${reportParts('How deep?', done).join('\n\n')}${end}`, unfinished);
}

test('sources are numbered as the text names them, those of notes included', () => {
  expect([...numbersAsNamed(SECTIONS.map(({ text }) => text))]).toEqual([
    [7, 1],
    [2, 2],
    [4, 3],
    [9, 4],
    [1, 5],
  ]);
});

test('what is told of a report while it is written is how the whole report begins', () => {
  const whole = told(SECTIONS, false, '\n\n## Method\n\nNone.');
  for (const count of [1, 2, 3]) {
    const soFar = told(SECTIONS.slice(0, count), true);
    expect(soFar).toEqual(whole.slice(0, soFar.length));
  }
  expect(whole.at(-1)?.data).toMatchObject({ is_final_chunk: true });
});
