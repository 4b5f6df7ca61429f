import type { DocumentInfo, DocumentPage } from '../../contracts/document-parsing.js';
import type { DocumentLimits } from './document-limits.js';

/** A file as a parsing process meets it. */
export interface DocumentFile {
  readonly path: string;
  readonly size: number;
  readonly filename: string;
  readonly mediaType?: string | undefined;
  readonly limits: DocumentLimits;
  /** Languages of scanned pages, as tesseract names them. */
  readonly ocrLanguages?: string | undefined;
  /** Folder for temporary files, which somebody else clears; unset, that of the system. */
  readonly scratch?: string | undefined;
}

/** A document opened by the reader of its format. */
export interface OpenFormat {
  readonly info: DocumentInfo;
  pages(from: number): AsyncIterable<DocumentPage>;
  close(): Promise<void>;
}
