import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeText } from '../../../adapters/pages/decode-text.js';

const RUSSIAN =
  'Широкая электрификация южных губерний даст мощный толчок подъёму сельского хозяйства.';
const JAPANESE = '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。';

test.each([
  ['UTF-8 by its mark', Buffer.from('\uFEFFnaïve'), 'text/html; charset=iso-8859-1', '\uFEFFnaïve'],
  ['UTF-16 by its mark', iconv.encode('naïve', 'utf-16le', { addBOM: true }), null, 'naïve'],
  [
    'UTF-16 by its header',
    iconv.encode('naïve', 'utf-16le'),
    'text/plain; charset=UTF-16',
    'naïve',
  ],
  [
    'the header before the page',
    iconv.encode('<meta charset=utf-8>é', 'koi8-r'),
    'text/html; charset=koi8-r',
    '<meta charset=utf-8>?',
  ],
  [
    'a quoted header',
    iconv.encode('дом', 'windows-1251'),
    'text/html; charset="windows-1251"',
    'дом',
  ],
  [
    'Latin-1 as the browsers have it',
    Buffer.from([0x80, 0x93]),
    'text/html; charset=iso-8859-1',
    '€“',
  ],
  [
    'a meta tag',
    iconv.encode('<meta charset="shift_jis">猫', 'shift_jis'),
    'text/html',
    '<meta charset="shift_jis">猫',
  ],
  [
    'an old meta tag',
    iconv.encode(
      '<meta http-equiv="Content-Type" content="text/html; charset=GB2312">猫',
      'gb18030',
    ),
    null,
    '<meta http-equiv="Content-Type" content="text/html; charset=GB2312">猫',
  ],
  [
    'an XML declaration',
    iconv.encode('<?xml version="1.0" encoding="ISO-8859-2"?>ő', 'iso-8859-2'),
    null,
    '<?xml version="1.0" encoding="ISO-8859-2"?>ő',
  ],
  ['plain UTF-8', Buffer.from('déjà vu'), null, 'déjà vu'],
  [
    'a charset that does not exist',
    Buffer.from('déjà vu'),
    'text/html; charset=klingon',
    'déjà vu',
  ],
  [
    'a meta tag that claims UTF-16',
    Buffer.from('<meta charset="utf-16">é'),
    null,
    '<meta charset="utf-16">é',
  ],
])('%s is decoded', (_what, bytes, contentType, text) => {
  expect(decodeText(bytes, contentType).replace(/^\uFEFF/, '')).toBe(text.replace(/^\uFEFF/, ''));
});

test.each([
  ['Russian', 'windows-1251', RUSSIAN],
  ['Japanese', 'shift_jis', JAPANESE],
  ['Japanese', 'euc-jp', JAPANESE],
])('%s in %s is recognised without a word about it', (_language, charset, text) => {
  expect(decodeText(iconv.encode(text.repeat(5), charset), 'text/html')).toBe(text.repeat(5));
});

test('a page that wrongly claims to be UTF-8 is read in its real charset', () => {
  const bytes = iconv.encode(RUSSIAN.repeat(5), 'windows-1251');
  expect(decodeText(bytes, 'text/html; charset=utf-8')).toBe(RUSSIAN.repeat(5));
});

test('one stray byte does not change the charset of a page', () => {
  const bytes = Buffer.concat([Buffer.from('Größe '.repeat(100)), Buffer.from([0xff])]);
  expect(decodeText(bytes, 'text/html; charset=utf-8')).toContain('Größe Größe');
});

test('a short text in Shift-JIS is told from others', () => {
  const text = '会社,売上高\n山田,1200\n';
  expect(decodeText(iconv.encode(text, 'shift_jis'), null)).toBe(text);
});

test('quotation marks of Windows between letters do not make a text Japanese', () => {
  const text = 'It’s the miller’s daughter’s wheel, isn’t it? They’re late.';
  expect(decodeText(iconv.encode(text, 'windows-1252'), null)).toBe(text);
});
