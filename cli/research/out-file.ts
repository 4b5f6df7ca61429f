import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { ReportFormat } from '../../contracts/reports.js';
import { AskError, EXIT } from '../ask/ask-error.js';
import { checkWritable } from '../ask/check-writable.js';
import type { Instance } from '../ask/open-instance.js';
import { refusalOf } from '../ask/refusal-of.js';
import { keyHeader, urlOf } from '../ask/run-api.js';
import type { Progress } from '../ask/show-progress.js';

/** A file that a report is to be written to. */
export interface OutFile {
  readonly path: string;
  readonly format: ReportFormat;
}

/** The file that is asked for; AskError when its ending names no format or it cannot be written. */
export async function outFileOf(path: string): Promise<OutFile> {
  const format = ReportFormat.safeParse(extname(path).slice(1).toLowerCase());
  if (!format.success)
    throw new AskError(
      `${path} must end in ${ReportFormat.options.map((name) => `.${name}`).join(', ')}.`,
      { exitCode: EXIT.badUse },
    );
  await checkWritable(path);
  return { path, format: format.data };
}

interface Writing {
  readonly session: string;
  readonly instance: Instance;
  readonly progress: Progress;
}

/** Has the instance make the report of a session and writes it. Throws AskError when either fails. */
export async function writeReport(
  { path, format }: OutFile,
  { session, instance, progress }: Writing,
): Promise<void> {
  const url = urlOf(await instance.url(), `sessions/${session}/report`);
  url.searchParams.set('format', format);
  const response = await fetch(url, { headers: keyHeader(instance.apiKey) });
  if (!response.ok) throw await refusalOf(response);
  const notes = response.headers.get('report-notes') ?? '';
  for (const note of notes.split(', ').filter(Boolean)) progress.problem(decodeURIComponent(note));
  try {
    await writeFile(path, new Uint8Array(await response.arrayBuffer()));
  } catch (cause) {
    throw new AskError(`${path} could not be written; session ${session} holds the report.`, {
      cause,
    });
  }
  progress.note(`Wrote ${path}`);
}
