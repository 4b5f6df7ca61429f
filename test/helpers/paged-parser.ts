import type { DocumentPage, DocumentParser } from '../../contracts/document-parsing.js';

/** Parses nothing: gives pages that the test made, and says which were asked for. */
export function pagedParser(
  pages: readonly string[],
  label: string | null = null,
): DocumentParser & { readonly read: number[] } {
  const read: number[] = [];
  return {
    read,
    async open({ filename }) {
      return {
        info: {
          mediaType: 'text/plain',
          title: filename,
          language: 'en',
          pageCount: pages.length,
          warnings: [],
        },
        async *pages(from = 1) {
          for (const [at, text] of pages.entries()) {
            if (at + 1 < from) continue;
            read.push(at + 1);
            yield { ...pageOf(at + 1, text), label };
          }
        },
        async close() {},
      };
    },
    async close() {},
  };
}

function pageOf(number: number, text: string): DocumentPage {
  const block = { kind: 'paragraph' as const, start: 0, end: text.length };
  return { number, label: null, kind: 'page', text, blocks: [block], trail: [] };
}
