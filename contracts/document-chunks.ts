import { z } from 'zod';

/** A stretch of a page that is indexed, found and quoted as one: `text` is exactly `page.text.slice(start, end)`. */
export const DocumentChunk = z.object({
  /** Position in its page, from 0. */
  index: z.int().min(0),
  /** Number of the page, from 1. */
  page: z.int().min(1),
  start: z.int().min(0),
  /** First character after the chunk. */
  end: z.int().min(0),
  text: z.string(),
  /** Headings over the chunk, highest first; those inside it are part of its text. */
  headings: z.array(z.string()),
  /** The header row of the table that the chunk begins inside of; null when it holds the row itself or no table. */
  tableHeader: z.string().nullable(),
  /** Cells of a spreadsheet that it spans, such as A2:F40. */
  cells: z.string().nullable(),
  /** About how many tokens the text has, erring on the high side. */
  tokens: z.int().min(0),
});
export type DocumentChunk = z.infer<typeof DocumentChunk>;
