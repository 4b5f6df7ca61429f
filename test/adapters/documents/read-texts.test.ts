import { expect, test } from 'vitest';
import { openHere, outline } from './open-here.js';

const SENTENCE = 'The river rises in the hills and runs for two hundred miles to the sea.';

test('Markdown keeps headings, lists, tables and code, and front matter is none of it', async () => {
  const { title, mediaType, pages } = await openHere(
    '---\ntags: [a]\n---\n# Rivers\n\nLong *ones* with <b>.\n\n- one\n- two\n\n| Mill | Built |\n|---|---|\n| Upper | 1620 |\n\n```\na = 1\n  b\n```\n',
    'rivers.md',
  );
  expect({ title, mediaType }).toEqual({ title: 'Rivers', mediaType: 'text/markdown' });
  expect(pages.flatMap(outline)).toEqual([
    'heading1: Rivers',
    'paragraph: Long ones with <b>.',
    'list-item: - one',
    'list-item: - two',
    'table-header: Mill | Built',
    'table-row: Upper | 1620',
    'code: a = 1\n  b',
  ]);
});

test('HTML is read without menus and scripts, with its levels of headings', async () => {
  const { title, mediaType, language, pages } = await openHere(
    `<!doctype html><html lang="de"><head><title>Rivers</title></head><body><nav><a href="/">Home page</a></nav><h1>Rivers</h1><p>${SENTENCE}</p><h2>Mills</h2><p>${SENTENCE}</p><table><tr><th>Mill</th><th>Built</th></tr><tr><td>Upper</td><td>1620</td></tr></table><script>no()</script></body></html>`,
    'saved.txt',
  );
  expect({ title, mediaType, language }).toEqual({
    title: 'Rivers',
    mediaType: 'text/html',
    language: 'de',
  });
  expect(pages.flatMap(outline)).toEqual([
    'heading1: Rivers',
    `paragraph: ${SENTENCE}`,
    'heading2: Mills',
    `paragraph: ${SENTENCE}`,
    'table-header: Mill | Built',
    'table-row: Upper | 1620',
  ]);
});

test('JSON on one line is set over many', async () => {
  const value = { mills: Array.from({ length: 20 }, (_mill, built) => ({ name: 'Upper', built })) };
  const { mediaType, pages } = await openHere(JSON.stringify(value), 'mills');
  expect(mediaType).toBe('application/json');
  expect(pages[0]?.text).toContain('"built": 19');
});

test('plain text keeps paragraphs and list items', async () => {
  const { title, pages } = await openHere(
    `Rivers\r\n\r\n${SENTENCE}\r\n${SENTENCE}\r\n\r\n1. One\r\n2. Two\r\n`,
    'C:\\texts\\long rivers.txt',
  );
  expect(title).toBe('long rivers');
  expect(pages.flatMap(outline)).toEqual([
    'paragraph: Rivers',
    `paragraph: ${SENTENCE}\n${SENTENCE}`,
    'list-item: 1. One',
    'list-item: 2. Two',
  ]);
});

test.each([
  ['HTML that nests too deep', '<div>'.repeat(2_000), 'nests its elements deeper'],
  ['HTML without text', '<html><body><script>1</script></body></html>', 'holds no text'],
  ['blanks', ' \n\t\n ', 'holds no text'],
  ['XML of another kind', '<?xml version="1.0"?><note>text</note>', 'application/xml'],
])('%s is refused with what to do', async (_what, text, words) => {
  await expect(openHere(text)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining(words),
  });
});

test('a text of too many parts is too large', async () => {
  const text = Array(100).fill(`${SENTENCE} ${SENTENCE}`.repeat(20)).join('\n\n');
  await expect(openHere(text, 'a.txt', { pages: 3 })).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('the limit is 3'),
  });
});
