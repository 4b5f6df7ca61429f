import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PageContent, PageSection } from '../../contracts/pages.js';
import { languageOf } from './language.js';
import { pdfDetails } from './pdf-details.js';
import { pdfText } from './pdf-text.js';
import { unreadable } from './unreadable.js';

interface Pdf {
  readonly url: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Reads a PDF page by page, with the labels printed on its pages. Scans hold no text and are refused. */
export async function readPdf({ url, body }: Pdf): Promise<PageContent> {
  // Loaded at the first PDF: most threads never meet one.
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const loading = getDocument({
    data: body,
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise;
    const { info } = await document.getMetadata();
    const pages = await readPages(document);
    const text = pages.flatMap((page) => page.text || []).join('\n\n');
    if (text === '') throw unreadable(url, 'is a PDF without text, most likely a scan');
    const rest = { media_type: 'application/pdf', language: await languageOf(text) };
    return { url, ...pdfDetails(info, url, text), ...rest, text, markdown: text, pages };
  } catch (error) {
    throw pdfFailure(url, error);
  } finally {
    await loading.destroy();
  }
}

async function readPages(document: PDFDocumentProxy): Promise<PageSection[]> {
  const labels = await document.getPageLabels();
  const pages: PageSection[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push({ number, label: labels?.[number - 1] ?? null, text: pdfText(items) });
    page.cleanup();
  }
  return pages;
}

function pdfFailure(url: string, error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'ServiceError') return error;
  if (name === 'PasswordException') return unreadable(url, 'is a PDF locked by a password', error);
  return unreadable(url, 'is a broken PDF', error);
}
