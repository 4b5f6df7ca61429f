import { expect, test } from 'vitest';
import { openHere, outline } from './open-here.js';

const HEAD =
  '{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fswiss Helvetica;}{\\f1\\fcharset128 MS Mincho;}{\\f2\\fcharset204 Arial Cyr;}}{\\colortbl;\\red255\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}}{\\info{\\title On Rivers}{\\author Nobody}}';

async function lines(body: string): Promise<string[]> {
  const { pages } = await openHere(Buffer.from(`${HEAD}${body}}`, 'latin1'), 'a.rtf');
  return pages.flatMap(outline);
}

test('a text keeps headings, paragraphs, lists and tables, and is titled by its properties', async () => {
  const body = `\\pard\\s1 Length\\par\\pard\\s0 Two {\\b hundred} miles,\\line or so.\\par
    {\\listtext\\bullet\\tab}Upper mill\\par\\pard{\\pntext\\bullet\\tab}Lower mill\\par
    \\trowd\\cellx1\\cellx2\\pard\\intbl Mill\\cell Value\\cell\\row\\trowd\\pard\\intbl Upper\\cell 1,620.5\\cell\\row\\pard End.\\par`;
  expect(await lines(body)).toEqual([
    'heading1: Length',
    'paragraph: Two hundred miles,\nor so.',
    'list-item: - Upper mill',
    'list-item: - Lower mill',
    'table-header: Mill | Value',
    'table-row: Upper | 1,620.5',
    'paragraph: End.',
  ]);
  expect((await openHere(`${HEAD}x\\par}`)).title).toBe('On Rivers');
});

test.each([
  ['code page', "caf\\'e9", 'café'],
  ['Unicode with a stand-in', "\\u8364?uro, \\uc2\\u26085\\'93\\'fa!", '€uro, 日!'],
  ['Japanese by its font', "\\f1\\'93\\'fa\\'96\\'7b", '日本'],
  ['Cyrillic by its font', "{\\f2\\'f0\\'e5\\'ea\\'e0} end", 'река end'],
  ['characters by name', 'a\\emdash b\\~c\\{d\\}\\rquote s', 'a—b c{d}’s'],
])('%s is read right', async (_what, rtf, text) => {
  expect(await lines(`${rtf}\\par`)).toEqual([`paragraph: ${text}`]);
});

test('pictures, headers, fields and removed text leave no trace', async () => {
  const body =
    '{\\header Running head\\par}{\\pict\\pngblip 89504e47}{\\*\\unknown x}{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt a link}}{\\deleted gone} here\\par';
  expect(await lines(body)).toEqual(['paragraph: a link here']);
});

test('bytes that are no text are stepped over', async () => {
  expect(await lines('a\\bin5 }}}}}b\\par')).toEqual(['paragraph: ab']);
});

test('pages begin where the author said so', async () => {
  const { pages } = await openHere(`${HEAD}One.\\par\\page Two.\\par}`, 'a.rtf');
  expect(pages.map(({ kind, text }) => [kind, text])).toEqual([
    ['page', 'One.'],
    ['page', 'Two.'],
  ]);
});

test.each([
  '{\\rtf1 ',
  "{\\rtf1 a\\'",
  '{\\rtf1 a\\u',
  '{\\rtf1 }}}} a',
  `{\\rtf1 ${'{'.repeat(50_000)}a`,
])('a cut off or unbalanced file never breaks the reader: %.20s', async (rtf) => {
  const read = openHere(rtf).catch((error: unknown) => error);
  expect(await read).toMatchObject(
    rtf === '{\\rtf1 ' ? { code: 'unreadable' } : { mediaType: 'application/rtf' },
  );
});
