import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DocumentFile } from './open-format.js';

/** The text of a page that is a picture; empty where none is found on it. */
type RecognisePage = (page: number) => Promise<string>;

const run = promisify(execFile);
/** Dots per inch that tesseract's makers advise as the least. */
const RESOLUTION = 300;
const PICTURE_BYTES = 256 * 1024 * 1024;
const PAGE_MS = 60_000;

/** Optical character recognition by pdftoppm and tesseract; undefined unless both are on the PATH. */
export async function findOcr({
  path,
  ocrLanguages = 'eng',
}: DocumentFile): Promise<RecognisePage | undefined> {
  const installed = await Promise.all([works('pdftoppm', '-v'), works('tesseract', '--version')]);
  if (!installed.every(Boolean)) return undefined;
  return async (page) => {
    const only = ['-f', String(page), '-l', String(page), '-singlefile'];
    const { stdout: picture } = await run(
      'pdftoppm',
      ['-r', String(RESOLUTION), '-gray', ...only, path],
      { encoding: 'buffer', maxBuffer: PICTURE_BYTES, timeout: PAGE_MS },
    );
    return tesseract(picture, ocrLanguages);
  };
}

async function tesseract(picture: Buffer, languages: string): Promise<string> {
  const reading = run('tesseract', ['stdin', 'stdout', '-l', languages], { timeout: PAGE_MS });
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
