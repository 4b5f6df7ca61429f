import { describe, expect, it } from 'vitest';
import { extractiveAnswer } from '../../../domain/answers/extractive-answer.js';
import { checkAnswer } from '../../../domain/claims/check-answer.js';
import { evidencePack } from '../claims/evidence-pack.js';

const SOURCES = [
  {
    title: 'Temporal',
    passages: [
      'Home › Docs › Concepts. Temporal is a durable execution platform for workflows. It keeps the history of each workflow. Subscribe to our newsletter for more workflow news. What is a workflow?',
      'A workflow in Temporal replays its history after a crash, so that no finished step runs twice.[3]',
    ],
  },
  {
    title: 'Engines compared',
    passages: [
      'Temporal is a durable execution platform for workflows. Temporal stores each workflow history in a database such as PostgreSQL.',
      'Bread is baked at 220 degrees in most of the old village ovens.',
    ],
  },
];

describe('extractiveAnswer', () => {
  const pack = evidencePack(SOURCES, 'How does Temporal keep a workflow after a crash?');
  const answer = extractiveAnswer(pack);

  it('takes whole sentences of the sources, each with its number', () => {
    const lines = answer.split(/(?<=\[\d\])\s+/);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) {
      const [, text = '', source = ''] = /^(.*) \[(\d)\]$/.exec(line) ?? [];
      expect(SOURCES[Number(source) - 1]?.passages.join('\n')).toContain(text);
    }
    expect(answer).toContain('replays its history after a crash');
  });

  it('leaves out crumbs, questions, repeats and what is off the question', () => {
    expect(answer).not.toMatch(/Home|newsletter|\?|Bread/);
    expect(answer.match(/durable execution platform/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(answer).not.toContain('[3]');
  });

  it('passes its own check', () => {
    const { claims, answer: checked } = checkAnswer({ answer, pack });
    expect(checked).toBe(answer);
    expect(claims.map(({ verdict }) => verdict)).toEqual(claims.map(() => 'supported'));
  });

  it('prefers sentences that stand alone to such as lean on another', () => {
    const leaning = evidencePack(
      [
        {
          title: 'Lake Arden',
          passages: [
            'It was dammed in 1962 by the state of Norland. Lake Arden was dammed in 1962 by engineers.',
          ],
        },
      ],
      'When was Lake Arden dammed?',
    );
    expect(extractiveAnswer(leaning)).toMatch(/^Lake Arden was dammed/);
  });

  it('takes whole sentences before those that an engine has cut off', () => {
    const cut = evidencePack(
      [
        { title: 'A', passages: ['… Lake Arden was dammed by the crown in 1962 and …'] },
        { title: 'B', passages: ['Lake Arden was dammed in May of that year.'] },
      ],
      'When was Lake Arden dammed?',
    );
    expect(extractiveAnswer(cut)).toBe('Lake Arden was dammed in May of that year. [2]');
  });

  it('takes from every side of a question that has two', () => {
    const both = evidencePack(
      [
        {
          title: 'Alpha',
          passages: [
            'Alpha was founded in 1901 as a bank.',
            'Alpha has a red founded logo of 1901 style.',
          ],
        },
        { title: 'Beta', passages: ['The mills of Beta opened for work in 1911.'] },
      ],
      'When were Alpha and Beta founded?',
    );
    expect(extractiveAnswer(both)).toContain('[2]');
  });

  it('answers in scripts without spaces', () => {
    const chinese = evidencePack(
      [{ title: '东京', passages: ['东京是日本的首都。面包很好吃而且便宜。'] }],
      '日本的首都是什么？',
    );
    expect(extractiveAnswer(chinese)).toBe('东京是日本的首都。 [1]');
  });

  it.each([
    ['no source', evidencePack([])],
    ['no passage', evidencePack([{ title: 'Empty', passages: [] }])],
    [
      'nothing to the point',
      evidencePack(
        [{ title: 'Bread', passages: ['Bread is baked at 220 degrees in most ovens.'] }],
        'Who was Napoleon?',
      ),
    ],
  ])('says so when there is %s', (_, empty) => {
    const text = extractiveAnswer(empty);
    expect(text).toBe('No evidence was found that answers this question.');
    expect(checkAnswer({ answer: text, pack: empty }).claims).toEqual([]);
  });
});
