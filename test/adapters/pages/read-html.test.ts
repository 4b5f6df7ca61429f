import { expect, test } from 'vitest';
import { readHtml } from '../../../adapters/pages/read-html.js';

const PROSE =
  'The river rises in the hills and runs for two hundred miles, through forests, fields and towns, until it meets the sea at the old harbour.';
const MORE =
  'Each spring the snow melts, and the water reaches the lower meadows, which the farmers have left open, for that reason, since the Middle Ages.';

function read(html: string, url = 'https://example.org/rivers/long-one') {
  return readHtml({ url, mediaType: 'text/html', html, nestingDepth: 500 });
}

/** A page with our prose and whatever else a test puts around it. */
function page({ head = '', before = '', after = '' }: Record<string, string>): string {
  return `<!doctype html><html lang="en-GB"><head><title>Rivers</title>${head}</head><body>
    <article><h1>Rivers</h1>${before}<p>${PROSE}</p><p>${MORE}</p>${after}</article></body></html>`;
}

test('paragraphs are parted by blank lines and the heading of the page is its title', async () => {
  expect(await read(page({}))).toMatchObject({
    title: 'Rivers',
    language: 'en',
    text: `${PROSE}\n\n${MORE}`,
    markdown: `${PROSE}\n\n${MORE}`,
  });
});

test('headings, lists and tables are kept', async () => {
  const after = `<h2>Mills</h2><ul><li>Upper mill, built of oak</li><li>Lower mill, built of stone</li></ul>
    <table><tr><th>Mill</th><th>Year</th></tr><tr><td>Upper</td><td>1620</td></tr></table><p>${PROSE}</p>`;
  const { text, markdown } = await read(page({ after }));
  expect(text).toContain(
    '\n\nMills\n\n- Upper mill, built of oak\n- Lower mill, built of stone\n\n',
  );
  expect(text).toContain('Mill | Year\nUpper | 1620');
  expect(markdown).toContain('## Mills');
  expect(markdown).toMatch(/^-\s+Upper mill, built of oak$/m);
  expect(markdown).toContain('| Upper | 1620 |');
});

test('code keeps its lines and comments', async () => {
  const after =
    '<pre><code>const a = 1;\n<span class="hljs-comment">// why</span>\n  b();</code></pre>';
  const { text, markdown } = await read(page({ after }));
  expect(text).toContain('const a = 1;\n// why\n  b();');
  expect(markdown).toContain('```');
});

test('links lead somewhere outside the page too, and never run scripts', async () => {
  const after = `<p>See <a href="../lakes">the lakes</a> and <a href="javascript:alert(1)">this</a>, ${MORE}</p>`;
  const { markdown } = await read(page({ after }));
  expect(markdown).toContain('[the lakes](https://example.org/lakes)');
  expect(markdown).not.toContain('javascript:');
});

test.each([
  ['a menu', '<nav><a href="/">Home page of the site</a></nav>', 'Home page'],
  [
    'a cookie banner',
    '<div class="cookie-banner">We use cookies to improve the site.</div>',
    'cookies',
  ],
  ['a share bar', '<div class="post-share">Tell your friends</div>', 'Tell your friends'],
  ['hidden text', '<div style="display: none">Secret words here</div>', 'Secret'],
  [
    'a caption',
    `<figure><img src="a.png"><figcaption>The bridge in spring</figcaption></figure>`,
    'bridge',
  ],
  ['a caption named so', '<div class="newsCaption">The bridge in spring</div>', 'bridge'],
  ['comments', `<div id="comments"><p>First! ${MORE.toUpperCase()}</p></div>`, 'First!'],
  ['a script', '<script>var text = "words for nobody";</script>', 'nobody'],
  ['an advertisement', '<p>Advertisement</p>', 'Advertisement'],
  ['an appeal', '<p>Sign up for our newsletter today.</p>', 'newsletter'],
  ['a link to another story', '<p><a href="/x">Ten lakes you have to see</a></p>', 'Ten lakes'],
  [
    'a related list',
    '<h3>Related stories</h3><ul><li><a href="/x">Ten lakes</a></li></ul>',
    'lakes',
  ],
  ['a heading that nothing follows', '<h2>Comments</h2>', 'Comments'],
])('%s is left out', async (_what, after, words) => {
  const { text, markdown } = await read(page({ after }));
  expect(text).toBe(`${PROSE}\n\n${MORE}`);
  expect(markdown).not.toContain(words);
});

test.each([
  [
    'a list of links that a sentence announces',
    '<p>The following three mills are open today:</p><ul><li><a href="/a">Upper mill</a></li><li><a href="/b">Lower mill</a></li></ul>',
    'Lower mill',
  ],
  [
    'a part of a page with a sidebar',
    `<div class="content with-sidebar"><p>${MORE.replace('spring', 'autumn')}</p></div>`,
    'Each autumn',
  ],
  [
    'a section about authors',
    `<section id="authors"><h2>The authors of the map</h2><p>${MORE.replace('spring', 'summer')}</p></section>`,
    'Each summer',
  ],
  [
    'a shareholder',
    '<div class="shareholder-letter"><p>The shareholders met at the mill, and voted, as every year, for the old chairman.</p></div>',
    'old chairman',
  ],
])('%s is kept', async (_what, after, words) => {
  expect((await read(page({ after }))).text).toContain(words);
});

test('date and author before the text are told apart from it', async () => {
  const before = '<p>By Ada Ray</p><p>Published 20 November 2019</p>';
  const head = '<meta name="author" content="Ada Ray">';
  expect(await read(page({ before, head }))).toMatchObject({
    byline: 'Ada Ray',
    text: `${PROSE}\n\n${MORE}`,
  });
});

test.each([
  [
    'JSON-LD',
    {
      head: '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2019-11-20T10:00:00Z"}]}</script>',
    },
    '2019-11-20T10:00:00Z',
  ],
  [
    'a meta tag',
    { head: '<meta property="article:published_time" content="2019-11-20T10:00:00+01:00">' },
    '2019-11-20T10:00:00+01:00',
  ],
  [
    'a scholarly meta tag',
    { head: '<meta name="citation_publication_date" content="2019/11/20">' },
    '2019-11-20',
  ],
  ['a time element', { before: '<time datetime="2019-11-20">last week</time>' }, '2019-11-20'],
  [
    'broken JSON-LD and a meta tag',
    {
      head: '<script type="application/ld+json">{oops</script><meta name="date" content="2019-11-20">',
    },
    '2019-11-20',
  ],
])('the date of publication is read from %s', async (_where, parts, date) => {
  expect((await read(page(parts))).published_at).toBe(date);
});

test('the date of publication is read from the address when nothing else tells it', async () => {
  const { published_at } = await read(page({}), 'https://example.org/2019/11/20/rivers.html');
  expect(published_at).toBe('2019-11-20');
});

test('a page that tells no date has none', async () => {
  expect((await read(page({}))).published_at).toBeNull();
});

test.each([
  [
    'the structured headline',
    '<script type="application/ld+json">{"@type":"Article","headline":"Long rivers","author":[{"name":"A. Ray"},{"name":"B. Lee"}]}</script>',
    'Long rivers',
  ],
  ['the social title', '<meta property="og:title" content="Long rivers">', 'Long rivers'],
])('%s is the title', async (_what, head, title) => {
  expect((await read(page({ head }))).title).toBe(title);
});

test('the name of the site is no part of the title', async () => {
  const html = page({}).replace('<title>Rivers', '<title>Rivers - The Example');
  expect((await read(html)).title).toBe('Rivers');
});

test('several authors are all named', async () => {
  const head =
    '<script type="application/ld+json">{"@type":"Article","author":[{"name":"A. Ray"},{"name":"B. Lee"}]}</script>';
  expect((await read(page({ head }))).byline).toBe('A. Ray, B. Lee');
});

test('a language that is not declared is recognised', async () => {
  const german =
    '<p>Der Fluss entspringt in den Hügeln und fließt durch Wälder, Felder und Städte, bis er am alten Hafen das Meer erreicht.</p>';
  expect(
    (await read(`<html><body><article>${german.repeat(3)}</article></body></html>`)).language,
  ).toBe('de');
});

test('a page of links alone keeps its links', async () => {
  const items = Array.from(
    { length: 30 },
    (_value, index) => `<li><a href="/${index}">Mill number ${index}</a></li>`,
  );
  const { text } = await read(`<html><body><ul>${items.join('')}</ul></body></html>`);
  expect(text).toContain('- Mill number 0\n- Mill number 1\n');
  expect(text).toContain('Mill number 29');
});

test('the text for search engines stands in where the page itself shows little', async () => {
  const body = `${PROSE} ${MORE} `.repeat(6);
  const head = `<script type="application/ld+json">{"@type":"Article","articleBody":"${body}"}</script>`;
  const html = `<html lang="en"><head>${head}</head><body><p>Please log in to read on, ${'it is free, '.repeat(4)}</p></body></html>`;
  expect((await read(html)).text).toContain(MORE);
});

test.each([
  ['an empty page', '<html><body></body></html>', 'has no text of its own'],
  [
    'a page of scripts',
    '<html><body><div id="app"></div><script src="a.js"></script></body></html>',
    'needs JavaScript',
  ],
  [
    'a page that asks for scripts',
    '<html><body><noscript>Please enable JavaScript</noscript><p>Loading</p><script src="a.js"></script></body></html>',
    'needs JavaScript',
  ],
  ['a page that nests too deep', `<html><body>${'<div>'.repeat(600)}x`, 'deeper than 500 levels'],
])('%s is unreadable and says why', async (_what, html, reason) => {
  await expect(read(html)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining(reason),
  });
});
