import { expect, test } from 'vitest';
import type { EvidenceDocument } from '../../../contracts/evidence.js';
import { leadQueries } from '../../../domain/search/lead-queries.js';
import { documentOf } from './document-of.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';
const PAGE = documentOf({
  title: 'Big Eyes',
  text: 'Big Eyes is a film of 2014. Its director is Tim Burton, who also made Ed Wood.',
});
const OWN: EvidenceDocument = {
  ...documentOf({
    title: 'minutes.pdf',
    text: 'The director of Big Eyes came to dinner. His spouse, Magdalena Quist, came too.',
  }),
  sourceType: 'document',
};
const bridging = { question: QUESTION, asked: [], limit: 6 };

test('what pages of the web name is asked everywhere', () => {
  const leads = leadQueries({ ...bridging, documents: [PAGE] });

  expect(leads.map(({ query }) => query).join()).toContain('Tim Burton');
  expect(leads.every(({ only }) => only === undefined)).toBe(true);
});

test('what documents name is asked of documents alone, and pages of the web take turns with them', () => {
  const leads = leadQueries({ ...bridging, documents: [OWN, PAGE] });

  const anywhere = leads.filter(({ only }) => only === undefined).map(({ query }) => query);
  const inside = leads.filter(({ only }) => only === 'documents').map(({ query }) => query);
  expect(anywhere.join()).toContain('Tim Burton');
  expect(anywhere.join()).not.toMatch(/Magdalena|Quist|dinner/);
  expect(inside.join()).toContain('Magdalena Quist');
  expect(leads.slice(0, 2).map(({ only }) => only)).toEqual([undefined, 'documents']);
});

test('no more are given than are wanted', () => {
  expect(leadQueries({ ...bridging, limit: 1, documents: [OWN, PAGE] })).toHaveLength(1);
});
