import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type IStylesOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { RenderedReport, ReportDocument } from '../../../contracts/reports.js';
import { layOutReport } from '../sections/lay-out-report.js';
import { blockChildren } from './block-children.js';
import { createLists } from './lists.js';
import { COLORS, INDENT, PAGE } from './looks.js';

/** A report as a Word document of A4 pages; fonts for every script are those of the reader's machine. */
export async function writeDocx(report: ReportDocument): Promise<RenderedReport> {
  const lists = createLists();
  const blocks = layOutReport(report, { notes: [], waysBack: true });
  const children = blockChildren(blocks, { lists, depth: 0 });
  const document = new Document({
    title: report.title,
    subject: report.question,
    creator: 'Plumbline',
    lastModifiedBy: 'Plumbline',
    description: `Session ${report.session_id}, model ${report.model}, ${report.created_at}`,
    keywords: report.session_id,
    styles: STYLES,
    numbering: { config: [...lists.config] },
    sections: [
      {
        properties: { titlePage: true, page: PAGE_OPTIONS },
        headers: {
          first: new Header({ children: [] }),
          default: new Header({ children: [quiet([report.title.slice(0, 90)])] }),
        },
        footers: { first: footerOf(report), default: footerOf(report) },
        children,
      },
    ],
  });
  return { bytes: new Uint8Array(await Packer.toBuffer(document)), notes: [] };
}

const { width, height, margin } = PAGE;
const PAGE_OPTIONS = {
  size: { width, height },
  margin: { top: margin, right: margin, bottom: margin, left: margin },
};

function footerOf({ session_id }: ReportDocument): Footer {
  const pages = [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES];
  return new Footer({ children: [quiet([`Plumbline · session ${session_id} · page `, ...pages])] });
}

function quiet(children: string[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    children: [new TextRun({ children, size: 16, color: COLORS.quiet })],
  });
}

const heading = (size: number) => ({
  run: { size, bold: true, color: COLORS.ink },
  paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
});

const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { size: 21, color: COLORS.ink, font: 'Calibri' },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    heading1: heading(38),
    heading2: heading(28),
    heading3: heading(24),
    heading4: heading(22),
    heading5: heading(21),
    heading6: heading(21),
  },
  paragraphStyles: [
    { id: 'Small', name: 'Small', basedOn: 'Normal', run: { size: 16, color: COLORS.quiet } },
    {
      id: 'Cell',
      name: 'Cell',
      basedOn: 'Normal',
      run: { size: 19 },
      paragraph: { spacing: { after: 0 } },
    },
    { id: 'SmallCell', name: 'Small cell', basedOn: 'Cell', run: { size: 16 } },
    {
      id: 'Source',
      name: 'Source',
      basedOn: 'Normal',
      run: { size: 19 },
      paragraph: { indent: { left: INDENT * 2, hanging: INDENT * 2 } },
    },
  ],
};
