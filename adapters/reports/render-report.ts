import type { RenderedReport, ReportDocument, ReportFormat } from '../../contracts/reports.js';
import { writeDocx } from './docx/write-docx.js';
import { writeHtml } from './html/write-html.js';
import { writeMarkdown } from './markdown/write-markdown.js';
import { writePdf } from './pdf/write-pdf.js';

/** Makes the file of a report, in the thread that calls. */
export async function renderReport(
  report: ReportDocument,
  { format, font }: { readonly format: ReportFormat; readonly font?: string | undefined },
): Promise<RenderedReport> {
  switch (format) {
    case 'md':
      return textFile(writeMarkdown(report));
    case 'html':
      return textFile(writeHtml(report));
    case 'pdf':
      return writePdf(report, { font });
    case 'docx':
      return writeDocx(report);
    case 'json':
      return textFile(`${JSON.stringify(report, null, 2)}\n`);
  }
}

function textFile(text: string): RenderedReport {
  return { bytes: new TextEncoder().encode(text), notes: [] };
}
