import type { StoredDocument } from '../../contracts/document-store.js';
import type { Document } from '../../contracts/documents.js';

/** A document as the API shows it. */
export function showDocument(document: StoredDocument): Document {
  return {
    document_id: document.id,
    filename: document.filename,
    file_size: document.sizeBytes,
    media_type: document.mediaType,
    title: document.title,
    language: document.language,
    pages: document.pages,
    chunks: document.chunks,
    status: document.status === 'deleting' ? 'cancelled' : document.status,
    error: document.error,
    warnings: [...document.warnings],
    collection_ids: [...document.collectionIds],
    content_hash: document.contentHash,
    source_url: document.sourceUrl,
    embedding_space: document.space,
    uploaded_at: document.createdAt,
    indexed_at: document.indexedAt,
  };
}
