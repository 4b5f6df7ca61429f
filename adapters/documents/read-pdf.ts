import { readFile } from 'node:fs/promises';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentPage } from '../../contracts/document-parsing.js';
import { languageOf, prepareLanguages } from '../pages/language.js';
import { openPdf } from '../pdf/open-pdf.js';
import { pdfDetails } from '../pdf/pdf-details.js';
import { pdfPieces } from '../pdf/pdf-pieces.js';
import { pdfTrails } from '../pdf/pdf-trails.js';
import { joinPieces } from '../text/join-pieces.js';
import { checkPageCount } from './flow-document.js';
import { findOcr } from './ocr.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { textPieces } from './read-plain-text.js';
import { titleFromFilename } from './title-from-filename.js';
import { unreadable } from './unreadable.js';

/** Pages looked at for the language and the title. */
const SAMPLE_PAGES = 3;
/** Pictures that are recognised for it, where some page has text … */
const SAMPLE_PICTURES = 3;
/** … and the share of the time limit after which they are left to the reading of the pages. */
const SAMPLE_TIME = 1 / 6;

/** A PDF: pages with the labels printed on them, under the headings of its outline. */
export async function readPdf(file: DocumentFile): Promise<OpenFormat> {
  await prepareLanguages();
  const loading = await openPdf(new Uint8Array(await readFile(file.path)));
  try {
    const document = await loading.promise;
    checkPageCount(document.numPages, file);
    let ocr: ReturnType<typeof findOcr> | undefined;
    let recognised = 0;
    const reading: Reading = {
      // The programs are looked for at the first page without text.
      recognise: async (page) => {
        ocr ??= findOcr(file);
        const text = await (await ocr)?.(page);
        if (text !== undefined) recognised += 1;
        return text;
      },
      document,
      labels: await document.getPageLabels(),
      trails: await pdfTrails(document),
    };
    const sample = await sampleOf(reading, {
      pictures: () => recognised,
      untilMs: performance.now() + file.limits.stepMs * SAMPLE_TIME,
    });
    const { info } = await document.getMetadata();
    return {
      info: {
        mediaType: 'application/pdf',
        title: pdfDetails(info, '').title ?? titleFromFilename(file.filename),
        language: await languageOf(sample),
        pageCount: document.numPages,
        warnings: [],
      },
      async *pages(from) {
        for (let number = from; number <= document.numPages; number++) {
          yield await readPage(reading, number);
        }
      },
      close: () => loading.destroy(),
    };
  } catch (error) {
    await loading.destroy();
    throw pdfFailure(error);
  }
}

interface Reading {
  /** Reads a page that is a picture; undefined where the programs for it are not installed. */
  readonly recognise: (page: number) => Promise<string | undefined>;
  readonly document: PDFDocumentProxy;
  readonly labels: readonly string[] | null;
  readonly trails: (page: number) => string[];
}

async function readPage(
  { document, labels, trails, recognise }: Reading,
  number: number,
): Promise<DocumentPage> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const pieces = pdfPieces(items);
    const recognised = pieces.length === 0 ? await recognise(number) : undefined;
    return {
      number,
      label: labels?.[number - 1] || null,
      kind: 'page',
      ...joinPieces(recognised === undefined ? pieces : textPieces(recognised)),
      trail: trails(number),
    };
  } catch (error) {
    throw pdfFailure(error);
  }
}

interface Sampling {
  /** How many were recognised by now. */
  readonly pictures: () => number;
  readonly untilMs: number;
}

/** The text of the first pages that have any, pictures as far as time allows; throws for pictures that nothing can read. */
async function sampleOf(reading: Reading, { pictures, untilMs }: Sampling): Promise<string> {
  const texts: string[] = [];
  for (let number = 1; number <= reading.document.numPages; number++) {
    const { text } = await readPage(reading, number);
    if (text !== '') texts.push(text);
    if (texts.length >= SAMPLE_PAGES) break;
    if (texts.length > 0 && pictures() >= SAMPLE_PICTURES) break;
    if (pictures() > 0 && performance.now() >= untilMs) return texts.join('\n\n');
  }
  if (texts.length === 0) {
    throw unreadable(
      'is a PDF of pictures without text, most likely a scan: it needs OCR. Install tesseract and pdftoppm, or add a copy with a text layer',
    );
  }
  return texts.join('\n\n');
}

function pdfFailure(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'ServiceError') return error;
  if (name === 'PasswordException') {
    return unreadable(
      'is a PDF locked by a password: save a copy without the password and add that',
      error,
    );
  }
  return unreadable('is a broken PDF: save it anew with its program and add that', error);
}
