import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';
import { withoutCanvas } from './without-canvas.js';

/** Starts opening a PDF for its text alone: nothing in it is run and nothing is fetched. */
export async function openPdf(data: Uint8Array<ArrayBuffer>): Promise<PDFDocumentLoadingTask> {
  // Loaded at the first PDF: most threads never meet one.
  withoutCanvas();
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return getDocument({
    data,
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  });
}
