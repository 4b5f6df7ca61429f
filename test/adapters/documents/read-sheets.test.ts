import { CFB, utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { openHere, outline } from './open-here.js';

function workbook(bookType: 'xlsx' | 'biff8' | 'ods' | 'xlsb'): Buffer {
  const book = utils.book_new();
  const mills = utils.aoa_to_sheet(
    [
      ['Mills of the valley'],
      ['Mill', 'Built', 'Value'],
      ['Upper', new Date(Date.UTC(1920, 4, 3)), 1234.5],
      ['Lower', new Date(Date.UTC(1931, 0, 31)), 99],
    ],
    { UTC: true },
  );
  mills['C5'] = { t: 'n', v: 1333.5, f: 'SUM(C3:C4)' };
  mills['!ref'] = 'A1:C5';
  utils.book_append_sheet(book, mills, 'Mills');
  utils.book_append_sheet(book, utils.aoa_to_sheet([[], [null, 'a', 'b'], [null, 1, 2]]), 'Other');
  const bytes: unknown = write(book, { bookType, type: 'buffer' });
  return Buffer.from(bytes instanceof Uint8Array ? bytes : []);
}

test.each(['xlsx', 'biff8', 'ods', 'xlsb'] as const)(
  'a workbook as %s keeps sheets, headers, cells, dates and results of formulas',
  async (bookType) => {
    const { pages } = await openHere(workbook(bookType), 'mills.xyz');
    expect(pages.map(({ label, kind, trail }) => [label, kind, trail])).toEqual([
      ['Mills', 'sheet', ['Mills']],
      ['Other', 'sheet', ['Other']],
    ]);
    const [mills, other] = pages;
    expect(mills?.text).toBe(
      'Mills of the valley\n\nMill | Built | Value\nUpper | 1920-05-03 | 1234.5\nLower | 1931-01-31 | 99\n|  | 1333.5',
    );
    expect(mills?.blocks.map(({ kind, cells }) => [kind, cells])).toEqual([
      ['heading', 'A1'],
      ['table-header', 'A2:C2'],
      ['table-row', 'A3:C3'],
      ['table-row', 'A4:C4'],
      ['table-row', 'A5:C5'],
    ]);
    expect(other?.blocks.map(({ cells }) => cells)).toEqual(['B2:C2', 'B3:C3']);
  },
);

test('a sheet of many rows is several pages, each under the header', async () => {
  const book = utils.book_new();
  const rows = Array.from({ length: 2_000 }, (_row, index) => [`Mill ${index}`, index]);
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Mill', 'Number'], ...rows]), 'Mills');
  const bytes: unknown = write(book, { bookType: 'xlsx', type: 'buffer' });
  const { pages } = await openHere(Buffer.from(bytes instanceof Uint8Array ? bytes : []));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(outline(page)[0]).toBe('table-header: Mill | Number');
  expect(pages.at(-1)?.blocks.at(-1)?.cells).toBe('A2001:B2001');
});

function oldOffice(stream: string): Buffer {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, stream, Buffer.alloc(64));
  const bytes: unknown = CFB.write(file, { type: 'buffer' });
  return Buffer.from(bytes instanceof Uint8Array ? bytes : []);
}

test.each([
  ['/EncryptedPackage', 'locked by a password'],
  ['/WordDocument', 'save it as .docx'],
  ['/PowerPoint Document', 'save it as .pptx'],
  ['/Anything', 'save it as PDF'],
])('an old office file with %s says what to do', async (stream, words) => {
  await expect(openHere(oldOffice(stream))).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining(words),
  });
});

const TABLE = '会社,売上高,年\r\n山田製作所,"1,200",2021\r\n"鈴木\n商店",980,2022\r\n';

test.each(['shift_jis', 'utf-8', 'utf-16le', 'utf-16be'])(
  'a CSV in %s is read right',
  async (charset) => {
    const bytes = iconv.encode(TABLE, charset, { addBOM: charset.startsWith('utf-16') });
    const { mediaType, pages } = await openHere(bytes, 'sales.csv');
    expect(mediaType).toBe('text/csv');
    expect(pages[0]).toMatchObject({ kind: 'sheet', label: null });
    expect(pages.flatMap(outline)).toEqual([
      'table-header: 会社 | 売上高 | 年',
      'table-row: 山田製作所 | 1,200 | 2021',
      'table-row: 鈴木 商店 | 980 | 2022',
    ]);
  },
);

test.each([
  ['semicolons', 'Mill;Built\nUpper;1620\nLower;1700\nOld;1500\n', 'mills.txt', 'text/csv'],
  [
    'tabs',
    'Mill\tBuilt\nUpper\t1620\nLower\t1700\nOld\t1500\n',
    'mills',
    'text/tab-separated-values',
  ],
  ['commas by its name', 'Mill,Built\nUpper,1620\n', 'mills.csv', 'text/csv'],
])('a table with %s is one', async (_what, text, filename, mediaType) => {
  const document = await openHere(text, filename);
  expect(document.mediaType).toBe(mediaType);
  expect(document.pages[0]?.blocks.map(({ cells }) => cells).slice(0, 2)).toEqual([
    'A1:B1',
    'A2:B2',
  ]);
});

test('prose with commas is no table', async () => {
  const { mediaType } = await openHere('One, two.\nThree, four.\nFive, six.\n', 'notes.txt');
  expect(mediaType).toBe('text/plain');
});

test('text whose lines are set in by tabs is no table', async () => {
  const text =
    'The common case\n\n\tRead.\n\tThink.\n\tAsk.\n\t./configure && make\n\n\tIf it fails, read on.\n\tThe rest follows.\n';
  const { mediaType } = await openHere(Buffer.from(text), 'howto.txt');

  expect(mediaType).toBe('text/plain');
});
