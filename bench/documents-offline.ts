/**
 * How well the page with the evidence is found in long reports, by keywords alone and without a server: parse, cut, rank.
 *   npx tsx bench/documents-offline.ts <folder>
 * The folder holds questions.jsonl and pdfs/; each question is asked of its own document, then of all at once.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../adapters/documents/document-limits.js';
import { openDocument } from '../adapters/documents/open-document.js';
import type { DocumentChunk } from '../contracts/document-chunks.js';
import { chunkPage } from '../domain/documents/chunk-page.js';
import { documentName } from '../domain/documents/document-name.js';
import { expandQuestion } from '../domain/documents/expand-question.js';
import { indexedText } from '../domain/documents/indexed-text.js';
import { passageTerms } from '../domain/documents/passage-terms.js';
import { type Bm25, bm25 } from '../domain/search/bm25.js';
import { queryTerms } from '../domain/search/query-terms.js';
import { measuredOn } from './stack/measured-on.js';

const Question = z.object({
  question: z.string(),
  document: z.string(),
  evidence: z.array(z.object({ page: z.int() })),
});

interface Passage {
  readonly document: string;
  readonly chunk: DocumentChunk;
  readonly terms: readonly string[];
}

const FIRST = [1, 3, 5, 10];
/** Passages that are ranked, and what the second best of a page adds to the best. */
const CANDIDATES = 200;
const SECOND = 0.5;

const WORDS: Record<string, (question: string) => ReadonlyMap<string, number>> = {
  'of the question': queryTerms,
  'of reports too': (question) => expandQuestion(question).terms,
};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx bench/documents-offline.ts <folder>');
  process.exit(2);
}
await main(folder);

async function main(from: string): Promise<void> {
  console.log(measuredOn('bench/documents-offline.ts'));
  const lines = (await readFile(join(from, 'questions.jsonl'), 'utf8')).trim().split('\n');
  const questions = lines.map((line) => Question.parse(JSON.parse(line)));
  const passages = await passagesOf(join(from, 'pdfs'));
  const all = bm25(passages.map(({ terms }) => terms));
  const own = new Map(
    [...new Set(passages.map(({ document }) => document))].map((document) => {
      const some = passages.filter((passage) => passage.document === document);
      return [document, { some, index: bm25(some.map(({ terms }) => terms)) }] as const;
    }),
  );

  console.log(`| asked of | words | counted | @1 | @3 | @5 | @10 |\n|---|---|---|---|---|---|---|`);
  for (const [words, termsOf] of Object.entries(WORDS)) {
    const ranks = questions.map(({ question, document, evidence }) => {
      const { some, index } = own.get(document) ?? { some: [], index: bm25([]) };
      const gold = evidence.map(({ page }) => `${document} ${page}`);
      const inOwn = rankPages(some, index, termsOf(question));
      const inAll = rankPages(passages, all, termsOf(question));
      return {
        page: inOwn.findIndex((page) => gold.includes(page)),
        document: inAll.findIndex((page) => page.startsWith(`${document} `)),
        pageOfAll: inAll.findIndex((page) => gold.includes(page)),
      };
    });
    console.log(
      row(
        'its document',
        words,
        'page',
        ranks.map(({ page }) => page),
      ),
    );
    console.log(
      row(
        'all',
        words,
        'document',
        ranks.map(({ document }) => document),
      ),
    );
    console.log(
      row(
        'all',
        words,
        'page',
        ranks.map(({ pageOfAll }) => pageOfAll),
      ),
    );
  }
}

async function passagesOf(pdfs: string): Promise<Passage[]> {
  const passages: Passage[] = [];
  const started = process.cpuUsage();
  let pages = 0;
  for (const filename of (await readdir(pdfs)).sort()) {
    const file = { path: join(pdfs, filename), filename, limits: DOCUMENT_LIMITS };
    const document = await openDocument(file);
    const name = documentName(document.info.title, filename);
    for await (const page of document.pages(1)) {
      pages += 1;
      for (const chunk of chunkPage(page)) {
        passages.push({ document: filename, chunk, terms: passageTerms(indexedText(chunk, name)) });
      }
    }
    await document.close();
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  console.log(
    `${pages} pages, ${passages.length} passages; parsed and cut in ${seconds.toFixed(1)} s of processor time, ${(pages / seconds).toFixed(0)} pages each\n`,
  );
  return passages;
}

/** Pages, best first, by their best passage and half of the second. */
function rankPages(
  passages: readonly Passage[],
  index: Bm25,
  terms: ReadonlyMap<string, number>,
): string[] {
  const best = passages
    .map(({ document, chunk }, at) => ({
      page: `${document} ${chunk.page}`,
      score: index.score(at, terms),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, CANDIDATES);
  const pages = new Map<string, number[]>();
  for (const { page, score } of best) pages.set(page, [...(pages.get(page) ?? []), score]);
  const worth = ([first = 0, second = 0]: readonly number[]) => first + SECOND * second;
  return [...pages].sort((a, b) => worth(b[1]) - worth(a[1])).map(([page]) => page);
}

function row(asked: string, words: string, counted: string, ranks: readonly number[]): string {
  const shares = FIRST.map((first) =>
    (ranks.filter((rank) => rank >= 0 && rank < first).length / ranks.length).toFixed(2),
  );
  return `| ${[asked, words, counted, ...shares].join(' | ')} |`;
}
