import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createHandbook, readHandbookSection } from '../../../adapters/engines/handbook.js';

const never = new AbortController().signal;
const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
const handbook = createHandbook(docs);

test('the first question of the README is answered by the section about checking', async () => {
  const text = 'How does Plumbline check that an answer is true?';
  const { hits } = await handbook.search({ text, limit: 5 }, never);
  expect(hits[0]).toMatchObject({
    url: 'plumbline://docs/faq.md#how-does-plumbline-check-that-an-answer-is-true',
    title: expect.stringContaining('How does Plumbline check that an answer is true?'),
    engine: 'handbook',
    snippet: expect.stringMatching(/^Plumbline splits the answer into claims/),
  });
});

test.each([
  ['How do I enable JSON in SearXNG?', 'engines.md#how-do-i-set-up-searxng'],
  ['cancel a run', 'faq.md#how-do-i-cancel-a-run'],
  [
    'What happens to my run when the process is killed?',
    'faq.md#what-happens-when-the-process-is-killed',
  ],
  ['Does anything leave my machine', 'faq.md#does-anything-leave-my-machine'],
  ['why is the answer extractive', 'faq.md#why-is-my-answer-extractive'],
])('%j is answered by %s', async (text, section) => {
  const { hits } = await handbook.search({ text, limit: 3 }, never);
  expect(hits.map(({ url }) => url)).toContain(`plumbline://docs/${section}`);
});

test.each([
  'What is the capital of France?',
  'Who directed the film Inception?',
  'When was the Eiffel Tower built?',
  'best pasta recipe',
  "Which magazine was started first, Arthur's Magazine or First for Women?",
  'How tall is Mount Everest in metres?',
  'Who is the wife of the president of the United States?',
  'plumbline bob weight',
  'What is the population of the city where the author of The Trial was born?',
  'the first of the of',
  '???',
  '',
])('the unrelated question %j finds nothing', async (text) => {
  expect(await handbook.search({ text, limit: 5 }, never)).toEqual({ hits: [], warnings: [] });
});

test('a snippet holds at most 1,500 characters and the whole section can be read', async () => {
  const folder = folderWith({ 'long.md': `# Long\n\n${'Gravel is heavy. '.repeat(200)}` });
  const { hits } = await createHandbook(folder).search({ text: 'gravel', limit: 1 }, never);
  const [hit] = hits;
  const whole = readHandbookSection(folder)(hit?.url ?? '');
  expect(hit?.snippet.length).toBeLessThanOrEqual(1_500);
  expect(hit?.snippet).toMatch(/\w\.?$/);
  expect(whole).toHaveLength(200 * 17 - 1);
  expect(whole?.startsWith(hit?.snippet ?? 'x')).toBe(true);
});

test('sections are read as plain text, with headings of code left in the code', async () => {
  const folder = folderWith({
    'deep/page.md': [
      '# Page',
      'Intro with a [link](https://example.org) and `code`.',
      '## Same',
      '| setting | default |',
      '|---|---|',
      '| `PORT` | 8001 |',
      '```sh',
      '# a comment, no heading',
      '```',
      '## Same',
      'Second **text**.',
      '## Empty',
    ].join('\n'),
  });
  const read = readHandbookSection(folder);
  expect(read('plumbline://docs/deep/page.md#page')).toBe('Intro with a link and code.');
  expect(read('plumbline://docs/deep/page.md#same')).toBe(
    'setting: default\nPORT: 8001\n# a comment, no heading',
  );
  expect(read('plumbline://docs/deep/page.md#same-1')).toBe('Second text.');
  expect(read('plumbline://docs/deep/page.md#empty')).toBeUndefined();
  expect(read('https://example.org/')).toBeUndefined();
});

test('a limit is kept', async () => {
  const { hits } = await handbook.search({ text: 'search engine', limit: 2 }, never);
  expect(hits).toHaveLength(2);
});

test('a missing folder is a named failure, and is found again once it is there', async () => {
  const folder = join(folderWith({}), 'later');
  const engine = createHandbook(folder);
  const query = { text: 'gravel', limit: 1 };
  await expect(engine.search(query, never)).rejects.toMatchObject({ code: 'not-found' });
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.md'), '# Gravel\nGravel is heavy.');
  expect((await engine.search(query, never)).hits).toHaveLength(1);
});

test('a cancelled search throws its reason', async () => {
  const reason = new Error('cancelled');
  const search = handbook.search({ text: 'search', limit: 1 }, AbortSignal.abort(reason));
  await expect(search).rejects.toBe(reason);
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'handbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
