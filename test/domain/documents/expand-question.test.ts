import { expect, test } from 'vitest';
import { expandQuestion } from '../../../domain/documents/expand-question.js';
import { questionCore } from '../../../domain/documents/question-core.js';
import { contentStems } from '../../../domain/text/words.js';

function holds(question: string, words: string): void {
  const { terms } = expandQuestion(question);
  for (const stem of contentStems(words)) expect([...terms.keys()]).toContain(stem);
}

test.each([
  ['What was the quick ratio in 2021?', 'current assets liabilities balance sheets'],
  ['How did inventory turnover develop?', 'cost sales goods inventories balance sheets statements'],
  ['What is the ROE of the company?', "net income shareholders' equity"],
  ['Which DSO follows from the figures?', 'revenues receivable'],
  ['How high was the EBITDA?', 'operating income depreciation amortization cash flows'],
  ['What did they spend on capex?', 'purchases property equipment'],
  ['Was PP&E higher than a year before?', 'property plant equipment balance sheets'],
  ['Answer from the P&L: what was the top line?', 'statements income operations revenues sales'],
  ['What are the SG&A expenses?', 'selling general administrative'],
  ['Is there any litigation pending?', 'legal proceedings contingencies'],
])('%s also asks for what reports call it', (question, words) => {
  holds(question, words);
});

test('what the question itself says weighs as before', () => {
  const { terms } = expandQuestion('What was the revenue of Blue River Mills?');
  expect(terms.get('river')).toBe(2);
  expect(terms.get('revenu')).toBe(1);
});

test.each([
  'Who wrote the treaty on the northern rivers?',
  'How long is the Loire, and where does it rise?',
  'Which mills stand at the upper lock?',
])('a question about anything else stays as it is: %s', (question) => {
  expect(expandQuestion(question)).toMatchObject({ text: question });
});

test('what is said about the form of the answer is left out', () => {
  expect(
    questionCore(
      'What is the FY2019 margin of Acme? Round to two decimal places. Please base your answer on the income statement. If it is not a useful measure, then state that and explain why.',
    ),
  ).toBe('What is the 2019 margin of Acme?');
});

test('a statement named in an instruction still says where to look', () => {
  holds('What did Acme earn? Base the answer on the cash flow statement.', 'cash flows');
});

test('a question that is one instruction is kept', () => {
  expect(questionCore('Explain the fall in sales in fiscal year 22.')).toBe(
    'Explain the fall in sales in 2022.',
  );
});

test('fiscal years are written as reports write them', () => {
  expect(questionCore("Did sales grow from FY20 to FY'21 and FY 2022?")).toBe(
    'Did sales grow from 2020 to 2021 and 2022?',
  );
});
