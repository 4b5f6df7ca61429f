import { z } from 'zod';
import { PageKind } from './document-parsing.js';
import { Warning } from './warnings.js';

export const DOCUMENT_STATUSES = [
  'queued',
  'processing',
  'indexed',
  'failed',
  'cancelled',
] as const;
export const DocumentStatus = z.enum(DOCUMENT_STATUSES).meta({ id: 'DocumentStatus' });
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/** A document as the API shows it. */
export const Document = z
  .object({
    document_id: z.uuid(),
    filename: z.string(),
    file_size: z.int().min(0).meta({ description: 'Bytes.' }),
    media_type: z.string().nullable().meta({
      description: 'What it is by its content; null until it was opened.',
    }),
    title: z.string().nullable(),
    language: z.string().nullable().meta({ description: 'ISO 639-1.' }),
    pages: z.int().min(0).nullable().meta({
      description: 'Pages, slides, sheets or chapters; null until it was opened.',
    }),
    chunks: z.int().min(0).nullable().meta({
      description: 'Passages in the index; null until it is indexed.',
    }),
    status: DocumentStatus,
    error: z.object({ error: z.string(), message: z.string() }).nullable().meta({
      description:
        'Why it is `failed`. With status `indexed`: why the last reindexing failed; the earlier index goes on serving.',
    }),
    warnings: z.array(Warning).meta({ description: 'What of the document was left out.' }),
    collection_ids: z.array(z.uuid()),
    content_hash: z.string().meta({ description: 'SHA-256 of the bytes, in hex.' }),
    source_url: z
      .string()
      .nullable()
      .meta({ description: 'Where it was fetched from, if it was.' }),
    embedding_space: z.string().nullable().meta({
      description: 'Model and dimension of its vectors; `keywords` without vectors.',
    }),
    uploaded_at: z.string(),
    indexed_at: z.string().nullable(),
  })
  .meta({ id: 'Document' });
export type Document = z.infer<typeof Document>;

export const DocumentList = z
  .object({
    documents: z.array(Document),
    total: z.int().min(0),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'DocumentList' });
export type DocumentList = z.infer<typeof DocumentList>;

export const DocumentListQuery = z.object({
  collection_id: z.uuid().optional(),
  status: DocumentStatus.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type DocumentListQuery = z.infer<typeof DocumentListQuery>;

export const Collection = z
  .object({
    collection_id: z.uuid(),
    name: z.string(),
    documents: z.int().min(0).meta({ description: 'How many documents are in it.' }),
    created_at: z.string(),
  })
  .meta({ id: 'Collection' });
export type Collection = z.infer<typeof Collection>;

/** Answer of GET /api/v1/documents/{id}/pages/{n}. */
export const DocumentPageText = z
  .object({
    document_id: z.uuid(),
    page: z.int().min(1),
    label: z.string().nullable().meta({
      description: 'The printed page label, the name of the sheet, the title of the slide.',
    }),
    kind: PageKind,
    text: z.string(),
  })
  .meta({ id: 'DocumentPageText' });
export type DocumentPageText = z.infer<typeof DocumentPageText>;

/** Body of POST /api/v1/documents/url. */
export const DocumentUrl = z
  .object({
    url: z.url().max(4_096).meta({ description: 'A public web address of one file.' }),
    filename: z.string().max(1_000).nullable().default(null).meta({
      description: 'What to call it; null takes the name that its server gives.',
    }),
    collection_id: z.uuid().nullable().default(null).meta({
      description: 'A collection to put it into.',
    }),
  })
  .meta({ id: 'DocumentUrl' });
export type DocumentUrl = z.infer<typeof DocumentUrl>;

/** Body of POST and PATCH of collections. */
export const CollectionName = z
  .object({ name: z.string().trim().min(1).max(200) })
  .meta({ id: 'CollectionName' });
export type CollectionName = z.infer<typeof CollectionName>;

export const CollectionList = z
  .object({ collections: z.array(Collection) })
  .meta({ id: 'CollectionList' });
export type CollectionList = z.infer<typeof CollectionList>;
