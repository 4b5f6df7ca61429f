import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { formatAnswer } from '../../../cli/ask/format-answer.js';
import { SearchResult } from '../../../contracts/search.js';
import { RESULT } from './scripted-api.js';

const plain = picocolors.createColors(false);
const colored = picocolors.createColors(true);
const result = SearchResult.parse(RESULT);

test('what the sources contradict is shown with what they say', () => {
  const text = formatAnswer(
    {
      ...result,
      claims: [
        {
          text: 'It is near.',
          verdict: 'contradicted',
          source: 1,
          quote: 'It is far.',
          score: 0.8,
        },
      ],
    },
    plain,
  );

  expect(text).toContain('✗ contradicted by [1]: It is near.\n  it says: “It is far.”');
});

test('the marks of the check stand out', () => {
  const answer = 'One [unverified]. Two [contradicted by 3].';

  expect(formatAnswer({ ...result, answer }, colored)).toContain(
    `One ${colored.yellow('[unverified]')}. Two ${colored.yellow('[contradicted by 3]')}.`,
  );
});

test('numbers of sources line up', () => {
  const [source] = result.sources;
  if (source === undefined) throw new Error('the fixture has a source');
  const text = formatAnswer({ ...result, sources: Array(10).fill(source) }, plain);

  expect(text).toContain(' [1] Moon\n     https://');
  expect(text).toContain('\n[10] Moon\n     https://');
});

test('nothing is said of what there is not', () => {
  const text = formatAnswer({ ...result, claims: [], sources: [], warnings: [] }, plain);

  expect(text).not.toMatch(/Sources|Warnings|borne/);
});

test('titles, addresses and messages cannot send the terminal anything', () => {
  const evil = '\u001b[2J\u0007evil';
  const text = formatAnswer(
    SearchResult.parse({
      ...RESULT,
      answer: evil,
      model_used: evil,
      sources: RESULT.sources.map((source) => ({
        ...source,
        title: evil,
        url: evil,
        engine: evil,
      })),
      claims: [{ text: evil, verdict: 'contradicted', source: 1, quote: evil, score: 0 }],
      warnings: [{ code: 'x', message: evil, subject: `${evil}2` }],
    }),
    plain,
  );

  expect(text).toContain('evil');
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});

test('a source says where in it the cited words stand', () => {
  const sources = result.sources.map((source) => ({ ...source, page_label: 'Mills!A2:C3' }));

  expect(formatAnswer({ ...result, sources }, plain)).toContain('[1] Moon, Mills!A2:C3\n');
});
