import type { RenderedReport, ReportDocument, ReportFormat } from '../../contracts/reports.js';
import { writeHtml } from './html/write-html.js';
import { writeMarkdown } from './markdown/write-markdown.js';

/** Makes the file of a report, in the thread that calls. */
export async function renderReport(
  report: ReportDocument,
  format: ReportFormat,
): Promise<RenderedReport> {
  switch (format) {
    case 'md':
      return textFile(writeMarkdown(report));
    case 'html':
      return textFile(writeHtml(report));
    case 'json':
      return textFile(`${JSON.stringify(report, null, 2)}\n`);
  }
}

function textFile(text: string): RenderedReport {
  return { bytes: new TextEncoder().encode(text), notes: [] };
}
