import { expect, test } from 'vitest';
import { kindFit } from '../../../domain/search/kind-fit.js';
import { documentOf } from './document-of.js';

test.each([
  [
    'What is a heat pump?',
    { title: 'Heat pump - Wiki', text: 'A heat pump is a device that moves heat.' },
    { title: 'Ten offers', text: 'Buy now. A heat pump saves money.' },
  ],
  [
    'How do I bake bread?',
    { text: '1. Mix\n2. Knead\n3. Wait\n4. Bake' },
    { text: 'Bread has been baked for ages.' },
  ],
  [
    'PostgreSQL vs MySQL',
    { text: 'PostgreSQL and MySQL both store rows.' },
    { text: 'PostgreSQL stores rows.' },
  ],
  [
    'Why is the sky blue?',
    { text: 'It is blue because light scatters; this causes the colour, for that reason.' },
    { text: 'The sky is blue.' },
  ],
  ['When did the war end?', { text: '1914, 1915, 1916, 1917, 1918' }, { text: 'It ended.' }],
  [
    'What are the kinds of tea?',
    { text: '- green\n- black\n- white\n- red\n- blue' },
    { text: 'Many.' },
  ],
  ['Is the phone worth buying?', { text: 'Our review: the pros and cons.' }, { text: 'A phone.' }],
  ['Who sings Decade by Neil Young?', { title: 'Neil Young' }, { title: 'Old Young' }],
])('for "%s" the first page has the better form', (question, better, worse) => {
  const fitOf = kindFit(question);
  expect(fitOf(documentOf(better)).kind).toBe(1);
  expect(fitOf(documentOf(worse)).kind).toBeLessThan(0.7);
});

test('a field trusts the addresses of its own bodies', () => {
  const fitOf = kindFit('Which drug treats the disease?');
  expect(fitOf(documentOf({ url: 'https://www.who.int/x' })).field).toBe(1);
  expect(fitOf(documentOf({ url: 'https://who.int.example.org/x' })).field).toBe(0);
  expect(fitOf(documentOf({ url: 'handbook:x' })).field).toBe(0);
  expect(kindFit('Who sings?')(documentOf({ url: 'https://www.who.int/x' })).field).toBe(0);
});
