import { z } from 'zod';
import { Warning } from './warnings.js';

/** What one numbered page of a document is. Formats without pages are cut into parts of a few thousand characters. */
export const PageKind = z.enum(['page', 'sheet', 'slide', 'chapter', 'part']).meta({
  id: 'PageKind',
});
export type PageKind = z.infer<typeof PageKind>;

/** A stretch of a page's text with one role: `text.slice(start, end)`. Blocks are in order and never overlap. */
export const PageBlock = z.object({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'table-header', 'table-row', 'code']),
  start: z.int().min(0),
  /** First character after the block. */
  end: z.int().min(0),
  /** Of a heading: 1 is the highest. */
  level: z.int().min(1).max(9).optional(),
  /** Of a row of a spreadsheet: its cells, such as A2:F2. */
  cells: z.string().optional(),
});
export type PageBlock = z.infer<typeof PageBlock>;

export const DocumentPage = z.object({
  /** From 1, without gaps. */
  number: z.int().min(1),
  /** What a reader knows it by: the printed page label, the name of the sheet, the title of the slide or chapter. */
  label: z.string().nullable(),
  kind: PageKind,
  /** Plain text: paragraphs parted by blank lines, list items led by "- ", cells of a row parted by " | ". */
  text: z.string(),
  blocks: z.array(PageBlock),
  /** Headings that are open where the page begins, highest first. */
  trail: z.array(z.string()),
});
export type DocumentPage = z.infer<typeof DocumentPage>;

/** What tells a reader where in a document a stretch of a page stands; of the blocks, headings and those with cells. */
export const PagePlace = DocumentPage.omit({ text: true });
export type PagePlace = z.infer<typeof PagePlace>;

export const DocumentInfo = z.object({
  /** By content; the name of the file decides only between kinds of text that look alike. */
  mediaType: z.string(),
  title: z.string(),
  /** ISO 639-1, or null when it cannot be told. */
  language: z.string().nullable(),
  pageCount: z.int().min(1),
  /** What was left out, such as macros, pictures or attachments that cannot be read. */
  warnings: z.array(Warning),
});
export type DocumentInfo = z.infer<typeof DocumentInfo>;

/** A whole document as parsed. */
export interface ParsedDocument extends DocumentInfo {
  readonly pages: readonly DocumentPage[];
}

/** A document to parse, in a file of this machine or in memory. */
export interface DocumentSource {
  readonly content: { readonly path: string } | { readonly bytes: Uint8Array };
  /** What its owner calls it. */
  readonly filename: string;
  /** What its sender says it is; a hint like the filename. */
  readonly mediaType?: string | undefined;
}

export interface OpenDocument {
  readonly info: DocumentInfo;
  /** The pages from number `from` on, 1 unless given; the same bytes give the same pages. One iteration at a time. */
  pages(from?: number): AsyncIterable<DocumentPage>;
  /** Frees what parsing holds. May be called at any time, more than once. */
  close(): Promise<void>;
}

/**
 * Parses documents page by page under limits of size, time and memory; a hostile file costs that document alone.
 * Throws ServiceError with a message that says what to do: unreadable (locked, broken, no text, unknown type),
 * too-large (bytes, unpacked bytes, pages), bad-input (an empty file), unavailable (parsing was cut off from outside).
 * An abort of the signal ends it with the signal's reason.
 */
export interface DocumentParser {
  open(source: DocumentSource, signal: AbortSignal): Promise<OpenDocument>;
  close(): Promise<void>;
}
