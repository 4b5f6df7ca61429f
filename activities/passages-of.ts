import { createHash } from 'node:crypto';
import type { DocumentChunk } from '../contracts/document-chunks.js';
import type { StoredDocument } from '../contracts/document-store.js';
import type { NewPassage } from '../contracts/passage-index.js';
import { documentName } from '../domain/documents/document-name.js';
import { indexedText } from '../domain/documents/indexed-text.js';
import { passageTerms } from '../domain/documents/passage-terms.js';

interface Placed {
  readonly document: StoredDocument;
  readonly edition: string;
  readonly texts: readonly string[];
  readonly vectors: readonly (readonly number[] | null)[];
}

/** What each chunk is found by, under the name of its document. */
export function textsOf(
  chunks: readonly DocumentChunk[],
  { title, filename }: Pick<StoredDocument, 'title' | 'filename'>,
): string[] {
  const name = documentName(title ?? '', filename);
  return chunks.map((chunk) => indexedText(chunk, name));
}

/** Chunks as the index takes them; `texts` and `vectors` are theirs, in their order. */
export function passagesOf(
  chunks: readonly DocumentChunk[],
  { document, edition, texts, vectors }: Placed,
): NewPassage[] {
  return chunks.map((chunk, at): NewPassage => {
    const { page, index, start, end } = chunk;
    const text = texts[at] ?? '';
    return {
      id: nameBasedUuid(`${document.id}/${edition}/${page}/${index}`),
      documentId: document.id,
      edition,
      page,
      index,
      start,
      end,
      text: chunk.text,
      context: text.slice(0, text.length - chunk.text.length).trim(),
      collectionIds: document.collectionIds,
      terms: passageTerms(text),
      vector: vectors[at] ?? null,
    };
  });
}

/** A UUID of version 5 in our own namespace (RFC 9562, section 5.5). */
function nameBasedUuid(name: string): string {
  const namespace = Buffer.from('6f1d2a3c58b04f7e9c0a7b1e5d4f3a21', 'hex');
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
