import { cancellationSignal } from '@temporalio/activity';
import type { DocumentChunk } from '../contracts/document-chunks.js';
import type { DocumentPage, OpenDocument } from '../contracts/document-parsing.js';
import type { ParsedPages, ParseInput } from '../contracts/document-steps.js';
import type { DocumentBundle, StoredDocument } from '../contracts/document-store.js';
import type { Services } from '../contracts/services.js';
import { editionPrefix } from '../contracts/stored-documents.js';
import { chunkPage } from '../domain/documents/chunk-page.js';
import { inCharge } from './in-charge.js';
import { stillInCharge } from './still-in-charge.js';
import { putJson } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Pages that are kept together, and lost together when the process dies. */
const BUNDLE_PAGES = 32;
const BUNDLE_CHARACTERS = 200_000;
/** Pages of one call: the next ones are parsed while these are embedded. */
const CALL_PAGES = 256;
/** A rest of at most this many comes along: opening the file once more takes longer than parsing it. */
const REST_PAGES = 32;

/** Turning a file into pages and chunks. */
export function createParsingActivities({
  documents,
  objects,
  passages,
  parser,
  writer,
}: Pick<Services, 'documents' | 'objects' | 'passages' | 'parser' | 'writer'>) {
  async function parse(document: StoredDocument, input: ParseInput): Promise<ParsedPages> {
    const signal = cancellationSignal();
    const tell = openStep(writer, input.runId);
    return objects.withFile(document.originalKey, async (path) => {
      const { filename } = document;
      const open = await parser.open({ content: { path }, filename }, signal);
      try {
        await documents.describe(document.id, input.runId, open.info);
        const total = open.info.pageCount;
        const known = await documents.bundles(input);
        for await (const bundle of parseOn(open, known, input)) {
          await documents.addBundles(input, [bundle]);
          await stillInCharge({ documents, objects, passages }, input);
          tell('stage-progress', { stage: 'parse', done: bundle.lastPage, total });
          signal.throwIfAborted();
        }
        return parsedPages(await documents.bundles(input), input, total);
      } finally {
        await open.close();
      }
    });
  }

  /** Goes on after the pages that are kept already. */
  async function* parseOn(
    open: OpenDocument,
    known: readonly DocumentBundle[],
    input: ParseInput,
  ): AsyncGenerator<DocumentBundle> {
    const parsed = known.at(-1)?.lastPage ?? 0;
    const last = lastOfCall(parsed, open.info.pageCount);
    let position = known.length;
    let pages: DocumentPage[] = [];
    let characters = 0;
    if (parsed >= last) return;
    for await (const page of open.pages(parsed + 1)) {
      pages.push(page);
      characters += page.text.length;
      const full = pages.length >= BUNDLE_PAGES || characters >= BUNDLE_CHARACTERS;
      if (!full && page.number < last) continue;
      yield await keep(pages, position, input);
      if (page.number >= last) return;
      position += 1;
      pages = [];
      characters = 0;
    }
    if (pages.length > 0) yield await keep(pages, position, input);
  }

  async function keep(
    pages: readonly DocumentPage[],
    position: number,
    { documentId, edition }: ParseInput,
  ): Promise<DocumentBundle> {
    const chunks: DocumentChunk[] = pages.flatMap((page) => chunkPage(page));
    const prefix = editionPrefix(documentId, edition);
    const [pagesKey, chunksKey] = [
      await putJson(objects, `${prefix}/pages`, pages),
      await putJson(objects, `${prefix}/chunks`, chunks),
    ];
    const [firstPage, lastPage] = [pages[0]?.number ?? 0, pages.at(-1)?.number ?? 0];
    return { position, firstPage, lastPage, pagesKey, chunksKey, chunks: chunks.length };
  }

  return {
    /** Keeps the next pages with their chunks; after a crash it goes on with the first page that is not kept. */
    async parseDocument(input: ParseInput): Promise<ParsedPages> {
      return parse(await inCharge(documents, input), input);
    },
  };
}

function lastOfCall(parsed: number, total: number): number {
  return total - parsed <= CALL_PAGES + REST_PAGES ? total : parsed + CALL_PAGES;
}

function parsedPages(
  bundles: readonly DocumentBundle[],
  { fromBundle }: ParseInput,
  totalPages: number,
): ParsedPages {
  return {
    bundles: bundles.slice(fromBundle).map(({ position, lastPage, chunksKey, chunks }) => ({
      position,
      lastPage,
      chunksKey,
      chunks,
    })),
    pages: bundles.at(-1)?.lastPage ?? 0,
    totalPages,
  };
}
