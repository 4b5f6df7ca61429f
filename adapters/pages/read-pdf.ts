import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PageContent, PageSection } from '../../contracts/pages.js';
import { openPdf } from '../pdf/open-pdf.js';
import { pdfDetails } from '../pdf/pdf-details.js';
import { pdfPieces } from '../pdf/pdf-pieces.js';
import { joinPieces } from '../text/join-pieces.js';
import { languageOf } from './language.js';
import { titleFromUrl } from './title-from-url.js';
import { unreadable } from './unreadable.js';

interface Pdf {
  readonly url: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Reads a PDF page by page, with the labels printed on its pages. Scans hold no text and are refused. */
export async function readPdf({ url, body }: Pdf): Promise<PageContent> {
  const loading = await openPdf(body);
  try {
    const document = await loading.promise;
    const { info } = await document.getMetadata();
    const pages = await readPages(document);
    const text = pages.flatMap((page) => page.text || []).join('\n\n');
    if (text === '') throw unreadable(url, 'is a PDF without text, most likely a scan');
    const { title, ...details } = pdfDetails(info, text);
    return {
      url,
      title: title ?? titleFromUrl(url),
      ...details,
      media_type: 'application/pdf',
      language: await languageOf(text),
      text,
      markdown: text,
      pages,
    };
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
    const { text } = joinPieces(pdfPieces(items));
    pages.push({ number, label: labels?.[number - 1] ?? null, text });
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
