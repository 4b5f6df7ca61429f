import mammoth from 'mammoth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReportDocument } from '../../contracts/reports.js';
import { SearchResult } from '../../contracts/search.js';
import { openPdf } from '../adapters/reports/open-pdf.js';
import { LAKE_PAGES, type SmallWeb, startSmallWeb } from '../helpers/small-web.js';
import { post, startTestStack, type TestStack } from '../helpers/test-stack.js';

let web: SmallWeb;
let stack: TestStack;
let session: string;

beforeAll(async () => {
  web = await startSmallWeb(LAKE_PAGES);
  stack = await startTestStack({
    SEARXNG_URL: web.engineUrl,
    ALLOWED_PRIVATE_HOSTS: web.pageHost,
  });
  const { json } = await post(`${stack.url}/api/v1/search`, {
    query: 'How deep is Lake Baikal?',
    mode: 'speed',
  });
  const result = SearchResult.parse(json);
  session = `${stack.url}/api/v1/sessions/${result.session_id}`;
}, 120_000);

afterAll(async () => {
  await stack?.close();
  web?.close();
});

const report = (format: string) => fetch(`${session}/report?format=${format}`);

test('a search is exported as data, Markdown and a page, each with its answer and linked sources', async () => {
  const data = ReportDocument.parse(await (await report('json')).json());
  const markdown = await (await report('md')).text();
  const page = await (await report('html')).text();

  expect(data).toMatchObject({ title: 'How deep is Lake Baikal?', partial: false });
  expect(data.body).toMatch(/1,642 metres.* \[1\]/);
  expect(markdown).toContain(`[1]: <http://${web.pageHost}/lake-baikal>`);
  expect(page).toContain('href="#source-1"');
  expect(page).toContain(`href="http://${web.pageHost}/lake-baikal"`);
});

test('a search is exported as PDF and as Word', async () => {
  const [pdf, docx] = await Promise.all([report('pdf'), report('docx')]);

  expect((await openPdf(new Uint8Array(await pdf.arrayBuffer()))).text).toContain('1,642 metres');
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await docx.arrayBuffer()) });
  expect(value).toContain('1,642 metres');
});

test('ten callers at once get one report', async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => report('html')));
  const etags = new Set(replies.map(({ headers }) => headers.get('etag')));

  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(etags.size).toBe(1);
});
