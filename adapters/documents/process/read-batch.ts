import type { DocumentPage } from '../../../contracts/document-parsing.js';
import type { OpenFormat } from '../open-format.js';

/** A batch ends with the page that brings it to this much text … */
const BATCH_CHARS = 64 * 1024;
/** … or this many pages. */
const BATCH_PAGES = 16;

interface Batch {
  readonly pages: DocumentPage[];
  readonly next: number | null;
}

/** Some pages from a number on; `next` is null after the last page. */
export async function readBatch({ info, pages }: OpenFormat, from: number): Promise<Batch> {
  const batch: DocumentPage[] = [];
  let chars = 0;
  for await (const page of pages(from)) {
    batch.push(page);
    chars += page.text.length;
    if (chars >= BATCH_CHARS || batch.length >= BATCH_PAGES) break;
  }
  const last = batch.at(-1)?.number ?? info.pageCount;
  return { pages: batch, next: last < info.pageCount ? last + 1 : null };
}
