import { expect, test } from 'vitest';
import { readPdf } from '../../../adapters/pages/read-pdf.js';
import { makePdf } from './make-pdf.js';

const url = 'https://example.org/papers/report.pdf';

function read(pdf: Buffer) {
  return readPdf({ url, body: new Uint8Array(pdf) });
}

test('a PDF is read page by page with the labels printed on its pages', async () => {
  const page = await read(makePdf(['Preface', 'Chapter one', 'Chapter two'], { labels: true }));
  expect(page.pages).toEqual([
    { number: 1, label: 'i', text: 'Preface' },
    { number: 2, label: '1', text: 'Chapter one' },
    { number: 3, label: '2', text: 'Chapter two' },
  ]);
  expect(page.text).toBe('Preface\n\nChapter one\n\nChapter two');
  expect(page.media_type).toBe('application/pdf');
});

test('a PDF without labels has none', async () => {
  const { pages } = await read(makePdf(['Only page']));
  expect(pages?.[0]?.label).toBeNull();
});

test('title, author and date come from the document information', async () => {
  const info = "/Title (On Rivers) /Author (Ada Ray) /CreationDate (D:20191120101500+01'00')";
  expect(await read(makePdf(['Text'], { info }))).toMatchObject({
    title: 'On Rivers',
    byline: 'Ada Ray',
    published_at: '2019-11-20',
  });
});

test('a title that is a file name gives way to the address', async () => {
  const { title } = await read(
    makePdf(['Text'], { info: '/Title (Microsoft Word - draft7.docx)' }),
  );
  expect(title).toBe('report.pdf');
});

test('a title that is missing gives way to the first line', async () => {
  const { title } = await read(makePdf(['A short history of rivers\nThe river rises.']));
  expect(title).toBe('A short history of rivers');
});

test('words parted at the end of a line are mended', async () => {
  const { text } = await read(makePdf(['The inter-\nnational body\nmet']));
  expect(text).toBe('The international body\nmet');
});

test('a locked PDF is unreadable and says so', async () => {
  await expect(read(makePdf(['Secret'], { encrypted: true }))).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('locked by a password'),
  });
});

test('a PDF without text is called a scan', async () => {
  await expect(read(makePdf(['', '']))).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('most likely a scan'),
  });
});

test('a broken PDF is unreadable and says so', async () => {
  await expect(read(Buffer.from('%PDF-1.4\nnothing behind it'))).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('broken PDF'),
  });
});
