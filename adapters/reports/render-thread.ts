import type { RenderedReport } from '../../contracts/reports.js';
import { renderReport } from './render-report.js';
import type { RenderTask } from './render-task.js';

/** Entry of a rendering thread: makes one report at a time. */
export async function render({ report, format, font, begun }: RenderTask): Promise<RenderedReport> {
  begun.postMessage('begun');
  begun.close();
  return renderReport(report, { format, font });
}
