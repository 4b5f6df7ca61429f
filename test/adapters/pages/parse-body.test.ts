import { expect, test } from 'vitest';
import { parseBody } from '../../../adapters/pages/parse-body.js';
import { makePdf } from './make-pdf.js';

function parse(body: string | Buffer, contentType: string | null = null) {
  const url = 'https://example.org/files/notes.bin';
  return parseBody({
    url,
    contentType,
    body: new Uint8Array(Buffer.from(body)),
    nestingDepth: 500,
  });
}

const SENTENCE = 'The river rises in the hills and runs for two hundred miles to the sea.';

test.each([
  ['HTML', `<!doctype html><p>${SENTENCE}</p>`, 'text/plain', 'text/html'],
  ['HTML after a comment', `<!-- made by hand -->\n<html><p>${SENTENCE}</p>`, null, 'text/html'],
  ['a piece of HTML sent as such', `Hello <b>there</b>. ${SENTENCE}`, 'text/html', 'text/html'],
  [
    'XHTML',
    `<?xml version="1.0"?><html><body><p>${SENTENCE}</p></body></html>`,
    'application/xhtml+xml',
    'application/xhtml+xml',
  ],
  ['a PDF', makePdf([SENTENCE]), 'text/html', 'application/pdf'],
  ['plain text', SENTENCE, 'text/plain', 'text/plain'],
  ['plain text without a type', SENTENCE, null, 'text/plain'],
  ['text about HTML', `Use the tag <b> for ${SENTENCE}`, 'text/plain', 'text/plain'],
  ['Markdown', `# Rivers\n\n- ${SENTENCE}\n`, 'text/plain', 'text/markdown'],
  ['Markdown by its type', SENTENCE, 'text/markdown; charset=utf-8', 'text/markdown'],
  ['JSON', `{"river": "${SENTENCE}"}`, 'text/html', 'application/json'],
  ['XML', `<?xml version="1.0"?><note>${SENTENCE}</note>`, 'text/plain', 'application/xml'],
  [
    'RSS',
    `<rss version="2.0"><channel><title>News</title><item><title>${SENTENCE}</title></item></channel></rss>`,
    'text/html',
    'application/rss+xml',
  ],
])('%s is recognised by what it is', async (_what, body, contentType, mediaType) => {
  const page = await parse(body, contentType);
  expect(page.media_type).toBe(mediaType);
  expect(page.text).toContain(SENTENCE);
});

test.each([
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'text/html', 'image/png'],
  ['an archive', Buffer.from('504b0304140000000800', 'hex'), 'text/plain', 'application/zip'],
  [
    'unknown bytes',
    Buffer.from(Array.from({ length: 512 }, (_value, index) => index % 32)),
    'text/html',
    'application/octet-stream',
  ],
  [
    'unknown bytes of a named type',
    Buffer.from(Array.from({ length: 512 }, (_value, index) => index % 32)),
    'application/x-thing',
    'application/x-thing',
  ],
])('%s is unreadable and its type is named', async (_what, body, contentType, mediaType) => {
  await expect(parse(body, contentType)).rejects.toMatchObject({
    code: 'unreadable',
    message: `the page at example.org is of the type ${mediaType}, which cannot be read as text`,
  });
});

test.each(['', '   \n\t '])('an empty body is unreadable', async (body) => {
  await expect(parse(body)).rejects.toMatchObject({ code: 'unreadable' });
});

test('Markdown is titled by its first heading, other text by its address', async () => {
  expect((await parse('# The Rivers #\n\n- one\n')).title).toBe('The Rivers');
  expect((await parse(SENTENCE)).title).toBe('notes.bin');
});

test('a feed is read entry by entry, with dates and without markup', async () => {
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>River news</title>
    <item><title>High water</title><pubDate>Wed, 20 Nov 2019 10:00:00 GMT</pubDate>
    <link>https://example.org/high</link><description><![CDATA[<p>The <b>river</b> rose.</p>]]></description></item>
    <item><title>Low water</title><pubDate>never</pubDate></item></channel></rss>`;
  const page = await parse(feed);
  expect(page.title).toBe('River news');
  expect(page.text).toBe(
    'High water\n2019-11-20T10:00:00.000Z\nThe river rose.\nhttps://example.org/high\n\nLow water',
  );
});

test('XML is read between its tags, marked sections too', async () => {
  const page = await parse('<?xml version="1.0"?><a><b>one</b><c><![CDATA[two]]></c></a>');
  expect(page.text).toBe('one\ntwo');
});

test('XML that nests too deep is unreadable', async () => {
  await expect(parse(`<?xml version="1.0"?>${'<a>'.repeat(5_000)}`)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('deeper than 500 levels'),
  });
});
