import pdfmake from 'pdfmake';
import type { TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces.js';
import type { RenderedReport, ReportDocument } from '../../../contracts/reports.js';
import { allText } from '../blocks/all-text.js';
import type { Spans } from '../blocks/block.js';
import { type ChosenFonts, chooseFonts, type FontOptions } from '../fonts/choose-fonts.js';
import type { FontFace } from '../fonts/font-face.js';
import type { FontFamily } from '../fonts/font-family.js';
import { layOutReport } from '../sections/lay-out-report.js';
import { blockNodes } from './block-nodes.js';
import { COLORS, PAGE, SMALL_SIZE, TEXT_SIZE, TEXT_WIDTH } from './looks.js';
import { placesOf } from './places-of.js';
import { textNode } from './text-node.js';
import { teachVisualOrder } from './visual-order.js';

teachVisualOrder();
// A report brings its text with it: nothing is fetched, and of this machine only the fonts chosen are read.
pdfmake.setUrlAccessPolicy(() => false);

/** A report as a PDF of A4 pages; what no font shows is named in it and in the notes. */
export async function writePdf(
  report: ReportDocument,
  options: FontOptions,
): Promise<RenderedReport> {
  const fonts = chooseFonts(allText(layOutReport(report, { notes: [], waysBack: true })), options);
  const notes = missingNotes(fonts);
  const blocks = layOutReport(report, { notes, waysBack: true });
  const setting = { fonts, places: placesOf(blocks), width: TEXT_WIDTH };
  const files = new Set(fonts.families.flatMap(pathsOf));
  pdfmake.setLocalAccessPolicy((path) => files.has(path));
  pdfmake.setFonts(fontTable(fonts.families));
  const definition: TDocumentDefinitions = {
    ...frame(report, fonts),
    content: blockNodes(blocks, setting),
  };
  return { bytes: await pdfmake.createPdf(definition).getBuffer(), notes };
}

function frame(report: ReportDocument, fonts: ChosenFonts): Omit<TDocumentDefinitions, 'content'> {
  const line = (spans: Spans) => ({
    ...textNode(spans, { fonts, places: new Map(), width: TEXT_WIDTH }),
    fontSize: SMALL_SIZE,
    color: COLORS.quiet,
  });
  const title = [...report.title].slice(0, 90).join('');
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.margin, PAGE.top, PAGE.margin, PAGE.bottom],
    defaultStyle: { font: 'Roboto', fontSize: TEXT_SIZE, lineHeight: 1.25, color: COLORS.ink },
    info: {
      title: report.title,
      author: 'Plumbline',
      subject: report.question,
      creator: 'Plumbline',
      producer: 'Plumbline',
      keywords: `session ${report.session_id}, model ${report.model}`,
      creationDate: new Date(report.completed_at ?? report.created_at),
    },
    language: report.language,
    displayTitle: true,
    version: '1.7',
    header: (page) =>
      page === 1 ? null : { ...line([{ text: title }]), margin: [PAGE.margin, 28, PAGE.margin, 0] },
    footer: (page, pages) => ({
      columns: [
        { ...line([{ text: `Plumbline · session ${report.session_id}` }]), width: '*' },
        { ...line([{ text: `${page} / ${pages}` }]), alignment: 'right', width: 60 },
      ],
      margin: [PAGE.margin, 20, PAGE.margin, 0],
    }),
  };
}

/** The types of the package forget fonts that share a file, so the entries are typed no closer than this. */
function fontTable(families: readonly FontFamily[]): TFontDictionary {
  const entries: readonly (readonly unknown[])[] = families.map((family) => {
    const { name, normal, bold, italics, bolditalics } = family;
    const looks = Object.entries({ normal, bold, italics, bolditalics });
    return [name, Object.fromEntries(looks.map(([look, face]) => [look, sourceOf(face)]))];
  });
  return Object.fromEntries(entries);
}

function sourceOf({ path, member }: FontFace): string | [string, string] {
  return member === undefined ? path : [path, member];
}

function pathsOf({ normal, bold, italics, bolditalics }: FontFamily): string[] {
  return [normal, bold, italics, bolditalics].map(({ path }) => path);
}

function missingNotes({ missing }: ChosenFonts): string[] {
  if (missing.size === 0) return [];
  const scripts = [...missing].map(([script, count]) => `${script} (${count})`).join(', ');
  return [
    `No installed font shows some characters of this report, which stand here as […]: ${scripts}. ` +
      'Install a font for them, or name one with the setting REPORT_FONT, and export again; the formats html, docx and md show them.',
  ];
}
