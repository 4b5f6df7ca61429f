import type { DocumentPage } from '../../contracts/document-parsing.js';
import type { Warning } from '../../contracts/warnings.js';
import { languageOf } from '../pages/language.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { titleFromFilename } from './title-from-filename.js';
import { tooLarge, unreadable } from './unreadable.js';

interface Whole {
  readonly mediaType: string;
  readonly title?: string | undefined;
  /** As the document declares it. */
  readonly language?: string | null | undefined;
  readonly pages: readonly DocumentPage[];
  readonly warnings?: readonly Warning[] | undefined;
}

const SAMPLE_PAGES = 5;

/** A document of a format that is read as a whole. */
export async function flowDocument(file: DocumentFile, whole: Whole): Promise<OpenFormat> {
  const { pages, mediaType } = whole;
  if (!pages.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) {
    throw unreadable('holds no text: add one that does');
  }
  checkPageCount(pages.length, file);
  const sample = pages
    .slice(0, SAMPLE_PAGES)
    .map(({ text }) => text)
    .join('\n\n');
  return {
    info: {
      mediaType,
      title: whole.title?.replace(/\s+/g, ' ').trim() || titleFromFilename(file.filename),
      language: await languageOf(sample, whole.language),
      pageCount: pages.length,
      warnings: [...(whole.warnings ?? [])],
    },
    async *pages(from) {
      yield* pages.slice(from - 1);
    },
    async close() {},
  };
}

/** Throws `too-large` for more pages than the limit. */
export function checkPageCount(pages: number, { limits }: DocumentFile): void {
  if (pages <= limits.pages) return;
  const count = (number: number) => number.toLocaleString('en');
  throw tooLarge(
    `has ${count(pages)} pages and the limit is ${count(limits.pages)}: split it, or raise DOCUMENT_PAGES`,
  );
}
