import type { DocumentPage } from '../../../contracts/document-parsing.js';
import type { OpenFormat } from '../open-format.js';

/** A batch ends with the page that brings it to this much text … */
const BATCH_CHARS = 64 * 1024;
/** … or this many pages … */
const BATCH_PAGES = 16;
/** … or this share of the time limit, so that a slow page that follows has the rest of it for itself. */
const BATCH_TIME = 1 / 12;

interface BatchInput {
  readonly from: number;
  /** Longest time that a batch may take. */
  readonly stepMs: number;
}

interface Batch {
  readonly pages: DocumentPage[];
  readonly next: number | null;
}

/** Some pages from a number on; `next` is null after the last page. */
export async function readBatch(
  { info, pages }: OpenFormat,
  { from, stepMs }: BatchInput,
): Promise<Batch> {
  const endsAt = performance.now() + stepMs * BATCH_TIME;
  const batch: DocumentPage[] = [];
  let chars = 0;
  for await (const page of pages(from)) {
    batch.push(page);
    chars += page.text.length;
    const full = chars >= BATCH_CHARS || batch.length >= BATCH_PAGES;
    if (full || performance.now() >= endsAt) break;
  }
  const last = batch.at(-1)?.number ?? info.pageCount;
  return { pages: batch, next: last < info.pageCount ? last + 1 : null };
}
