import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { expect, test } from 'vitest';
import { makeDocx, wordParagraph } from './make-docx.js';
import { openHere, outline } from './open-here.js';

const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });

async function written(): Promise<Buffer> {
  const document = new Document({
    footnotes: { 1: { children: [new Paragraph('Measured at the old harbour.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'On Rivers', heading: HeadingLevel.TITLE }),
          new Paragraph({ text: 'Length', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [new TextRun('Two hundred miles.'), new FootnoteReferenceRun(1)],
          }),
          new Paragraph({ text: 'Upper mill', bullet: { level: 0 } }),
          new Paragraph({ text: 'Lower mill', bullet: { level: 0 } }),
          new Table({
            rows: [
              new TableRow({ tableHeader: true, children: [cell('Mill'), cell('Built')] }),
              new TableRow({ children: [cell('Upper'), cell('1620')] }),
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

test('a Word document keeps its title, headings, lists, tables and notes', async () => {
  const { title, mediaType, pages } = await openHere(await written());
  expect(title).toBe('On Rivers');
  expect(mediaType).toContain('wordprocessingml');
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ kind: 'part', label: 'On Rivers', trail: [] });
  expect(pages.flatMap(outline)).toEqual([
    'heading1: On Rivers',
    'heading1: Length',
    expect.stringMatching(/^paragraph: Two hundred miles\./),
    'list-item: - Upper mill',
    'list-item: - Lower mill',
    'table-header: Mill | Built',
    'table-row: Upper | 1620',
    expect.stringContaining('Measured at the old harbour.'),
  ]);
});

test('pages are those that Word last set, and a row stays whole under its header', async () => {
  const mark = '<w:r><w:lastRenderedPageBreak/></w:r>';
  const tableCell = (text: string) => `<w:tc><w:p>${text}</w:p></w:tc>`;
  const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
  const { pages } = await openHere(
    makeDocx(
      `<w:p>${run('One ends ')}${mark}${run('on two.')}</w:p>
       <w:tbl><w:tr>${tableCell(run('Mill'))}${tableCell(run('Built'))}</w:tr>
       <w:tr>${tableCell(run('Upper'))}${tableCell(mark + run('1620'))}</w:tr></w:tbl>`,
    ),
  );
  expect(pages.map(({ number, kind, text }) => [number, kind, text])).toEqual([
    [1, 'page', 'One ends'],
    [2, 'page', 'on two.\n\nMill | Built'],
    [3, 'page', 'Mill | Built\nUpper | 1620'],
  ]);
});

test('macros and pictures are left out and named', async () => {
  const { warnings, pages } = await openHere(
    makeDocx(wordParagraph('Text.'), {
      'word/vbaProject.bin': Buffer.from('Sub AutoOpen()'),
      'word/media/image1.png': Buffer.from('png'),
    }),
  );
  expect(pages[0]?.text).toBe('Text.');
  expect(warnings.map(({ code }) => code)).toEqual(['macros-ignored', 'pictures-ignored']);
});

test('text that was removed under revision is not read', async () => {
  const removed =
    '<w:p><w:del><w:r><w:delText>Old.</w:delText></w:r></w:del><w:r><w:t>New.</w:t></w:r></w:p>';
  expect((await openHere(makeDocx(removed))).pages[0]?.text).toBe('New.');
});
