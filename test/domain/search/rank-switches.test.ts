import { expect, test } from 'vitest';
import { documentOf } from './document-of.js';
import { titles } from './rank.js';

test('diversity keeps copies apart and covers both sides of a comparison', () => {
  const question = 'Which plant is larger, the Pterocarya or the Cotula?';
  const text =
    'The Pterocarya is a large plant, a tree of the walnut family, seen in Asia by many people.';
  const documents = [
    documentOf({ title: 'Pterocarya', text }),
    documentOf({ title: 'Pterocarya', url: 'https://copy.example/', text }),
    documentOf({ title: 'Cotula', text: `The Cotula is low. ${'It grows in sand. '.repeat(9)}` }),
    ...['Tea', 'Rice', 'Oats', 'Corn'].map((title) =>
      documentOf({ title, text: `${title} is food.` }),
    ),
  ];
  expect(titles({ question, documents, diversity: true }).slice(0, 2)).toContain('Cotula');
  expect(titles({ question, documents, diversity: false }).slice(0, 2)).not.toContain('Cotula');
});

test('diversity covers a part of the question before it repeats another in other words', () => {
  const question = 'Which plant is larger, the Pterocarya or the Cotula?';
  const documents = [
    documentOf({ title: 'Pterocarya', text: 'The Pterocarya is a large plant.' }),
    documentOf({
      title: 'Walnut family',
      text: 'In Asia one meets the Pterocarya, a plant larger than others.',
    }),
    documentOf({ title: 'Daisy family', text: 'Another kind is the Cotula.' }),
    ...['Tea', 'Rice', 'Oats'].map((title) => documentOf({ title, text: `${title} is food.` })),
  ];
  expect(titles({ question, documents, diversity: true })[1]).toBe('Daisy family');
  expect(titles({ question, documents, diversity: false })[1]).toBe('Walnut family');
});

test('recency brings the newer of two like pages up', () => {
  const question = 'What is the latest version of Node?';
  const documents = [
    documentOf({
      title: 'Node old',
      text: 'The latest version of Node is 12.',
      publishedAt: '2019-05-01',
    }),
    documentOf({
      title: 'Node new',
      text: 'A version of Node, the latest of all, is 26.',
      publishedAt: '2026-11-01',
    }),
  ];
  expect(titles({ question, documents, recency: false })[0]).toBe('Node old');
  expect(titles({ question, documents, recency: true })[0]).toBe('Node new');
});

test('query-awareness brings the page up that has the form of an answer', () => {
  const question = 'How do I bake bread?';
  const documents = [
    documentOf({
      title: 'I love to bake bread',
      text: 'To bake bread is to live. Bread! Bake bread.',
    }),
    documentOf({
      title: 'Bread',
      text: 'To bake bread:\n1. Mix it.\n2. Knead it.\n3. Wait.\n4. Bake it.',
    }),
  ];
  expect(titles({ question, documents, queryAware: false })[0]).toBe('I love to bake bread');
  expect(titles({ question, documents, queryAware: true })[0]).toBe('Bread');
});
