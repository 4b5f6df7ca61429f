import type { DocumentChunk } from '../../contracts/document-chunks.js';

/** What a chunk is found by: its document, the headings and the table header above it, then its own text. */
export function indexedText(chunk: DocumentChunk, documentTitle: string): string {
  const { headings, tableHeader, text } = chunk;
  const place = [documentTitle, ...headings].filter((part) => part !== '').join(' › ');
  return [place, tableHeader ?? '', text].filter((part) => part !== '').join('\n');
}
