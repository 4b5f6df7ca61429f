import type { ReportFormat } from '../contracts/reports.js';
import type { Run } from '../contracts/runs.js';
import type { StoredReport } from '../contracts/workflow-inputs.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';

const TYPES: Readonly<Record<ReportFormat, string>> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
};

/** A report quotes foreign pages, so a browser shows it apart from everything that is ours. */
const APART =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";
/** Viewers of PDF do not open in a sandbox; a PDF of ours holds no script. */
const VIEWED =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

const LONGEST_NAME = 80;

interface Sent {
  readonly run: Run;
  readonly format: ReportFormat;
  readonly report: StoredReport;
}

/** Answers with a report, or with 304 when the caller has this very file. */
export async function sendReport(
  ctx: ApiContext,
  { objects }: AppParts,
  { run, format, report }: Sent,
): Promise<void> {
  const { key, notes } = report;
  const etag = `"${key.slice(key.lastIndexOf('/') + 1)}"`;
  ctx.set('ETag', etag);
  ctx.set('Cache-Control', 'private, no-cache');
  if (notes.length > 0) ctx.set('Report-Notes', notes.map(encodeURIComponent).join(', '));
  if (has(ctx, etag)) {
    ctx.status = 304;
    return;
  }
  ctx.set('Content-Security-Policy', format === 'pdf' ? VIEWED : APART);
  const type = format === 'docx' ? 'attachment' : 'inline';
  ctx.attachment(`${nameOf(run.query)}.${format}`, { type });
  ctx.type = TYPES[format];
  ctx.body = Buffer.from(await objects.get(key));
}

/** Koa's own check heeds `Cache-Control: no-cache`, which browsers add to a fetch that names a file. */
function has(ctx: ApiContext, etag: string): boolean {
  const named = ctx.get('If-None-Match').split(',');
  return named.some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}

/** A name that every file system takes, made of the words of the question. */
function nameOf(query: string): string {
  const words = query.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > LONGEST_NAME) break;
    name = longer;
  }
  return name === '' ? 'report' : name;
}
