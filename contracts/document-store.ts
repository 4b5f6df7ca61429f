import type { DocumentInfo } from './document-parsing.js';
import type { Collection, DocumentStatus } from './documents.js';
import type { RunError, RunStatus } from './runs.js';
import type { Warning } from './warnings.js';

/** A document of which all bytes are kept. Times in ISO 8601 UTC. */
export interface StoredDocument {
  readonly id: string;
  readonly owner: string;
  /** Nobody sees a document that is being deleted, but who deletes it. */
  readonly status: DocumentStatus | 'deleting';
  readonly filename: string;
  readonly sizeBytes: number;
  /** SHA-256 in hex: an owner has the same bytes once. */
  readonly contentHash: string;
  /** Object key of the bytes. */
  readonly originalKey: string;
  readonly sourceUrl: string | null;
  readonly mediaType: string | null;
  readonly title: string | null;
  readonly language: string | null;
  readonly pages: number | null;
  readonly warnings: readonly Warning[];
  readonly error: RunError | null;
  /** The ingestion that is under way, or was the last. */
  readonly runId: string;
  /** Edition and space that queries are served from; null until it was indexed once. */
  readonly edition: string | null;
  readonly space: string | null;
  /** Passages of that edition. */
  readonly chunks: number | null;
  readonly collectionIds: readonly string[];
  readonly createdAt: string;
  readonly indexedAt: string | null;
}

export interface NewDocument {
  readonly id: string;
  readonly owner: string;
  readonly filename: string;
  readonly sourceUrl: string | null;
}

export interface ReceivedDocument {
  readonly sizeBytes: number;
  readonly contentHash: string;
  readonly originalKey: string;
  readonly runId: string;
  readonly collectionIds: readonly string[];
}

/** Some pages of an edition with their chunks, each kept as one object. */
export interface DocumentBundle {
  /** From 0, without gaps. */
  readonly position: number;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly pagesKey: string;
  readonly chunksKey: string;
  readonly chunks: number;
}

/** The edition that an ingestion makes. */
export interface DocumentEdition {
  readonly documentId: string;
  readonly edition: string;
}

export interface DocumentFilter {
  readonly owner: string;
  readonly collectionId?: string | undefined;
  readonly status?: DocumentStatus | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A document that waits for an ingestion which has ended, or which is not there. */
export interface UnsettledDocument {
  readonly document: StoredDocument;
  /** Null when it was never entered. */
  readonly run: { readonly status: RunStatus; readonly error: RunError | null } | null;
}

/** What ingestions do to documents. */
export interface IngestionStore {
  /** Hands a document to another ingestion; undefined when one is under way or it is being deleted. */
  requeue(id: string, runId: string): Promise<StoredDocument | undefined>;
  /** Marks it as worked on; undefined when this ingestion is not, or no longer, in charge of it. */
  begin(id: string, runId: string): Promise<StoredDocument | undefined>;
  describe(id: string, runId: string, info: DocumentInfo): Promise<void>;
  addBundles(edition: DocumentEdition, bundles: readonly DocumentBundle[]): Promise<void>;
  bundles(edition: DocumentEdition): Promise<readonly DocumentBundle[]>;
  bundleOfPage(edition: DocumentEdition, page: number): Promise<DocumentBundle | undefined>;
  /** Serves queries from the new edition from now on; false when the ingestion is not in charge, or has ended. */
  commit(id: string, runId: string, served: ServedEdition): Promise<boolean>;
  /** Ends an ingestion without a new edition. An edition that was there before goes on serving. */
  giveUp(id: string, runId: string, end: GivenUp): Promise<void>;
  /** Forgets the bundles of all editions but one. */
  dropBundles(id: string, keep: string | null): Promise<void>;
  /** Forgets the bundles of one edition. */
  dropEdition(edition: DocumentEdition): Promise<void>;
}

/** The documents of all owners. Throws ServiceError: unavailable, refused, storage-full. */
export interface DocumentStore extends IngestionStore {
  /** Enters a document whose bytes are about to come. Nobody sees it before they have. */
  enter(document: NewDocument): Promise<void>;
  /**
   * All bytes have come. Where the owner has the same bytes already, that document is returned with `created: false`,
   * is put into the collections too, and the new entry is gone. Undefined when the entry is gone.
   */
  receive(
    id: string,
    received: ReceivedDocument,
  ): Promise<{ readonly document: StoredDocument; readonly created: boolean } | undefined>;
  find(id: string): Promise<StoredDocument | undefined>;
  findMany(ids: readonly string[]): Promise<readonly StoredDocument[]>;
  list(
    filter: DocumentFilter,
  ): Promise<{ readonly documents: readonly StoredDocument[]; readonly total: number }>;
  /** Spaces that documents of the owner are served from. */
  spaces(owner: string): Promise<readonly string[]>;

  /** Hides a document for good; undefined when there is none. Repeating is harmless. */
  hide(id: string): Promise<StoredDocument | undefined>;
  /** Deletes the entry, in whatever state. */
  remove(id: string): Promise<void>;

  /** Entries whose bytes never came all: older than so many seconds. */
  listAbandoned(olderThanSeconds: number): Promise<readonly string[]>;
  /** Queued or worked on, with an ingestion that has ended or is missing. */
  listUnsettled(limit: number): Promise<readonly UnsettledDocument[]>;
  listHidden(limit: number): Promise<readonly StoredDocument[]>;
  /** Indexed documents that are served from another space, oldest first. */
  listOutside(space: string, limit: number): Promise<readonly StoredDocument[]>;
  countOutside(space: string): Promise<number>;
  /** Spaces that documents of any owner are served from, with the time at which the last of each was indexed. */
  allSpaces(): Promise<readonly ServedSpace[]>;
  /** Serves an edition from another space; false when it is no longer served, or is being indexed anew. */
  serveFrom(id: string, edition: string, space: string): Promise<boolean>;
}

export interface ServedSpace {
  readonly space: string;
  /** ISO 8601 UTC. */
  readonly lastIndexedAt: string;
}

export interface ServedEdition {
  readonly edition: string;
  readonly space: string;
  readonly chunks: number;
}

export interface GivenUp {
  readonly status: 'failed' | 'cancelled';
  readonly error: RunError | null;
}

/** Named sets of documents; a document may be in several. Names are unique to their owner. */
export interface CollectionStore {
  /** Undefined when the owner has one of that name. */
  create(owner: string, name: string): Promise<Collection | undefined>;
  list(owner: string): Promise<readonly Collection[]>;
  /** Those of the ids that the owner has. */
  findMany(owner: string, ids: readonly string[]): Promise<readonly Collection[]>;
  findByName(owner: string, name: string): Promise<Collection | undefined>;
  rename(id: string, name: string): Promise<'renamed' | 'taken' | 'missing'>;
  /** Takes all documents out and deletes it; false when there is none. */
  remove(id: string): Promise<boolean>;
}
