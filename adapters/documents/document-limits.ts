/** What one document may cost. */
export interface DocumentLimits {
  readonly fileBytes: number;
  /** Largest size of all files packed in a document, and of what is inflated of them. */
  readonly unpackedBytes: number;
  /** Most pages, sheets, slides, chapters or parts. */
  readonly pages: number;
  /** Longest silence of the parser: for opening, and for each batch of pages. */
  readonly stepMs: number;
  /** Resident memory of a parsing process, in mebibytes. */
  readonly memoryMb: number;
}

const MB = 1024 * 1024;

export const DOCUMENT_LIMITS: DocumentLimits = {
  fileBytes: 200 * MB,
  unpackedBytes: 1024 * MB,
  pages: 5_000,
  stepMs: 120_000,
  memoryMb: 1024,
};
