import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ServiceError } from '../../contracts/failures.js';
import type { DocumentFile } from './open-format.js';
import { unreadable } from './unreadable.js';

/** The text of a page that is a picture; empty where none is found on it. */
type RecognisePage = (page: number) => Promise<string>;

const run = promisify(execFile);

/** How a program failed that was started. */
const Failure = z.object({
  killed: z.boolean().default(false),
  stderr: z.coerce.string().default(''),
});

/** Dots per inch that tesseract's makers advise as the least. */
const RESOLUTION = 300;
const PICTURE_BYTES = 256 * 1024 * 1024;
/** Both programs have most of the time that one step of parsing may take; the rest is for the pages before. */
const PROGRAM_TIME = 3 / 8;

/** Optical character recognition by pdftoppm and tesseract; undefined unless both are on the PATH. */
export async function findOcr({
  path,
  ocrLanguages = 'eng',
  limits,
}: DocumentFile): Promise<RecognisePage | undefined> {
  const installed = await Promise.all([works('pdftoppm', '-v'), works('tesseract', '--version')]);
  if (!installed.every(Boolean)) return undefined;
  const timeout = limits.stepMs * PROGRAM_TIME;
  return async (page) => {
    const only = ['-f', String(page), '-l', String(page), '-singlefile'];
    try {
      const { stdout: picture } = await run(
        'pdftoppm',
        ['-r', String(RESOLUTION), '-gray', ...only, path],
        { encoding: 'buffer', maxBuffer: PICTURE_BYTES, timeout },
      );
      return await tesseract(picture, ocrLanguages, timeout);
    } catch (error) {
      throw notRecognised(page, error);
    }
  };
}

function notRecognised(page: number, error: unknown): ServiceError {
  const { killed, stderr } = Failure.catch({ killed: false, stderr: '' }).parse(error);
  if (killed) {
    const advice = 'split it, or raise DOCUMENT_PARSE_SECONDS';
    return unreadable(
      `has a picture on page ${page} that takes too long to read: ${advice}`,
      error,
    );
  }
  const said = stderr.split('\n', 1)[0]?.slice(0, 200) ?? '';
  const advice = 'check tesseract, its languages and OCR_LANGUAGES';
  return unreadable(
    `has a picture on page ${page} that cannot be read (${said}): ${advice}`,
    error,
  );
}

async function tesseract(picture: Buffer, languages: string, timeout: number): Promise<string> {
  const reading = run('tesseract', ['stdin', 'stdout', '-l', languages], { timeout });
  // A program that ends early fails by itself; that it reads no further is no failure of ours.
  reading.child.stdin?.on('error', () => {});
  reading.child.stdin?.end(picture);
  return (await reading).stdout.replaceAll('\f', '').trim();
}

function works(program: string, question: string): Promise<boolean> {
  return run(program, [question]).then(
    () => true,
    () => false,
  );
}
