import { z } from 'zod';
import { DocumentChunk } from './document-chunks.js';
import { DocumentPage } from './document-parsing.js';

/** Shapes of the objects that an ingestion keeps. */

export const StoredPages = z.array(DocumentPage);

export const StoredChunks = z.array(DocumentChunk);

/** Prefix of everything that belongs to one document and goes with it. */
export function documentPrefix(documentId: string): string {
  return `documents/${documentId}`;
}

/** Prefix of the bytes as they came. */
export function originalPrefix(documentId: string): string {
  return `${documentPrefix(documentId)}/original`;
}

/** Prefix of pages and chunks of one edition. */
export function editionPrefix(documentId: string, edition: string): string {
  return `${documentPrefix(documentId)}/${edition}`;
}

/** Each ingestion makes an edition of its own, beside the one that is served meanwhile. */
export function editionOfRun(runId: string): string {
  return runId.replaceAll('-', '').slice(0, 16);
}

/** The edition that an object of a document belongs to; null for the bytes as they came. */
export function editionOf(documentId: string, key: string): string | null {
  if (key.startsWith(`${originalPrefix(documentId)}/`)) return null;
  return key.slice(documentPrefix(documentId).length + 1).split('/')[0] ?? null;
}
