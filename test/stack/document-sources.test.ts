import { beforeAll, expect, test } from 'vitest';
import { Document } from '../../contracts/documents.js';
import { ResearchResult } from '../../contracts/research.js';
import { SearchResult } from '../../contracts/search.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';
import { upload } from '../helpers/upload.js';

const { web, stack } = useSmallWebStack();

const SURVEY = [
  '# Survey of 2031',
  '',
  'The survey found 1,637 metres of water in Lake Baikal at the Olkhon station.',
  '',
  'The survey was led by Vera Lindqvist, who works at the Limnology Institute of Norrbotten.',
].join('\n');
const PEOPLE =
  '# People\n\nVera Lindqvist was born in Kiruna. She keeps the boat Stella Polaris in Listvyanka.';

let survey: Document;
let people: Document;

beforeAll(async () => {
  survey = await add('survey.md', SURVEY);
  people = await add('people.md', PEOPLE);
}, 60_000);

async function add(name: string, body: string): Promise<Document> {
  const response = await upload(`${stack().url}/api/v1/documents`, { name, body });
  return Document.parse(await response.json());
}

async function search(body: Record<string, unknown>): Promise<SearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/search`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return SearchResult.parse(json);
}

async function research(body: Record<string, unknown>): Promise<ResearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/research`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return ResearchResult.parse(json);
}

/** What the engine and the pages of the web were asked since. */
function asked(): string[] {
  return web().asked.splice(0);
}

async function textOf({ document_id: id }: Document): Promise<string> {
  return (await fetch(`${stack().url}/api/v1/documents/${id}/pages/1`)).text();
}

const QUESTION = 'How many metres of water did the survey of Lake Baikal find?';

test.each(['speed', 'balanced'] as const)(
  'a %s search of documents alone answers from them and asks nothing of the web',
  async (mode) => {
    asked();

    const result = await search({ query: QUESTION, mode, sources: ['documents'] });

    expect(asked()).toEqual([]);
    expect(result.answer).toContain('1,637 metres');
    expect(result.sources[0]).toMatchObject({
      source_type: 'document',
      evidence: 'page',
      document_id: survey.document_id,
      filename: 'survey.md',
      page: 1,
    });
    expect(result.sources.every(({ source_type }) => source_type === 'document')).toBe(true);
    const { excerpt = '' } = result.sources[0] ?? {};
    expect(JSON.parse(await textOf(survey)).text).toContain(excerpt);
    expect(result.citation_mapping[0]?.url).toBe(result.sources[0]?.url);
    expect(result.grounding_score).toBe(1);
    expect(result.warnings.map(({ code }) => code)).not.toContain('web-not-searched');
  },
);

test('web and documents are ranked together, each said to be what it is', async () => {
  const query = 'How deep is Lake Baikal, and how many metres did the survey find?';

  const result = await search({ query, sources: ['web', 'documents'] });

  const types = result.sources.map(({ source_type }) => source_type);
  expect(types).toEqual(expect.arrayContaining(['web', 'document']));
  expect(result.answer).toMatch(/1,637 metres/);
  expect(result.answer).toMatch(/1,642 metres/);
});

test('no word that only a document holds reaches the engine', async () => {
  asked();

  await search({
    query: 'Who led the survey, and where was she born?',
    sources: ['web', 'documents'],
  });
  await research({
    query: 'Where was the leader of the survey of Lake Baikal born?',
    sources: ['documents', 'web'],
  });

  const queries = decodeURIComponent(asked().join('\n'));
  expect(queries).toContain('/search');
  expect(queries).not.toMatch(/Lindqvist|Norrbotten|Olkhon|Kiruna|Stella/i);
});

test('a document that was not asked for never appears', async () => {
  const query = 'Where does Vera Lindqvist keep the boat?';
  const documents = { sources: ['documents'] };

  const all = await search({ query, ...documents });
  const one = await search({ query, ...documents, document_ids: [survey.document_id] });

  expect(all.sources.map(({ document_id }) => document_id)).toContain(people.document_id);
  expect(one.sources.map(({ document_id }) => document_id)).not.toContain(people.document_id);
});

test('research among documents follows what they name from one to the other, and asks nothing of the web', async () => {
  asked();

  const result = await research({
    query: 'Where was the leader of the survey of Lake Baikal born?',
    sources: ['documents'],
  });

  expect(asked()).toEqual([]);
  expect(result.findings).toContain('born in Kiruna');
  const citation = result.citations.find(({ filename }) => filename === 'people.md');
  expect(citation).toMatchObject({
    source_type: 'document',
    document_id: people.document_id,
    page: 1,
  });
  expect(JSON.parse(await textOf(people)).text).toContain(citation?.excerpt ?? 'nothing');
  expect(result.grounding_score).toBe(1);
});

test('research over both cites both', async () => {
  const result = await research({
    query: 'How deep is Lake Baikal, and how many metres did the survey find?',
    sources: ['web', 'documents'],
  });

  const types = result.citations.map(({ source_type }) => source_type);
  expect(types).toEqual(expect.arrayContaining(['web', 'document']));
});

test('a document that could not be ingested is named, and the rest answers', async () => {
  const response = await upload(`${stack().url}/api/v1/documents`, {
    name: 'broken.pdf',
    body: new Uint8Array([0, 255, 1, 254, 2, 3]),
  });
  const broken = response.headers.get('document-id') ?? '';

  const result = await search({
    query: QUESTION,
    sources: ['documents'],
    document_ids: [survey.document_id, broken],
  });

  expect(result.answer).toContain('1,637 metres');
  expect(result.warnings).toContainEqual({
    code: 'document-not-searched',
    subject: broken,
    message: expect.stringMatching(
      /^broken\.pdf could not be ingested \(.+\), so it was not searched\.$/,
    ),
  });
});

test('an unknown document is refused before anything starts', async () => {
  const unknown = '00000000-0000-4000-8000-00000000dead';

  const { status, json } = await post(`${stack().url}/api/v1/research`, {
    query: QUESTION,
    sources: ['documents'],
    document_ids: [unknown],
  });

  expect(status).toBe(404);
  expect(JSON.stringify(json)).toContain(unknown);
});
