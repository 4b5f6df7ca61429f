import type { MessagePort } from 'node:worker_threads';
import type { ReportDocument, ReportFormat } from '../../contracts/reports.js';

/** What a rendering thread is given, and where it says that work on it begins. */
export interface RenderTask {
  readonly report: ReportDocument;
  readonly format: ReportFormat;
  /** A font file, or a folder of them, for PDF. */
  readonly font: string | undefined;
  readonly begun: MessagePort;
}
