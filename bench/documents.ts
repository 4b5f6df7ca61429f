/**
 * How well the page with the evidence is found in long reports, and how fast they are ingested, through the API.
 *   npx tsx bench/documents.ts <folder> [--embeddings none|ollama|onnx]     the product has to be built
 * The folder holds questions.jsonl and pdfs/. Each question is asked of its own document, then of all at once.
 * For `ollama`, --ollama names the server (http://127.0.0.1:11434) and --model its embedding model (all-minilm).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createOllamaEmbedder } from '../adapters/embeddings/ollama-embedder.js';
import { embedderSpeed } from './documents/embedder-speed.js';
import { findPages } from './documents/find-pages.js';
import { ingestAll } from './documents/ingest-all.js';
import { measuredOn } from './stack/measured-on.js';
import { startOwnStack } from './stack/own-stack.js';

const FIRST = [1, 3, 5, 10];
const Question = z.object({
  question: z.string(),
  document: z.string(),
  evidence: z.array(z.object({ page: z.int() })),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    embeddings: { type: 'string', default: 'none' },
    model: { type: 'string', default: 'all-minilm' },
    ollama: { type: 'string', default: 'http://127.0.0.1:11434' },
    questions: { type: 'string', default: '1000' },
  },
});
const SETTINGS: Record<string, Readonly<Record<string, string>>> = {
  none: { EMBEDDING_MODEL: 'none' },
  ollama: {
    EMBEDDING_MODEL: values.model,
    OLLAMA_URL: values.ollama,
  },
  // A server that is there would be preferred to the model in a process of our own.
  onnx: { EMBEDDING_MODEL: '', OLLAMA_URL: 'http://127.0.0.1:9' },
};
const settings = SETTINGS[values.embeddings];
const [folder] = positionals;
if (folder === undefined || settings === undefined) {
  console.error('usage: npx tsx bench/documents.ts <folder> [--embeddings none|ollama|onnx]');
  process.exit(2);
}

console.log(measuredOn('bench/documents.ts'));
const stack = await startOwnStack({ enginePort: 18_888, pagePort: 18_889, settings });
try {
  const { ids, pages, chunks, seconds, space } = await ingestAll(stack.api, join(folder, 'pdfs'));
  console.log(
    `| documents | pages | passages | index | seconds | pages/s |\n|---|---|---|---|---|---|`,
  );
  console.log(
    `| ${ids.size} | ${pages} | ${chunks} | ${space} | ${seconds.toFixed(0)} | ${(pages / seconds).toFixed(1)} |\n`,
  );
  if (values.embeddings === 'ollama') {
    const embedder = createOllamaEmbedder({ url: values.ollama, model: values.model });
    const alone = await embedderSpeed(embedder, join(stack.home, 'passages'));
    const share = (chunks / seconds / alone) * 100;
    console.log(
      `Passages a second: ${(chunks / seconds).toFixed(1)}, the embedder alone ${alone.toFixed(1)}: ${share.toFixed(0)} % of it\n`,
    );
  }
  const lines = (await readFile(join(folder, 'questions.jsonl'), 'utf8')).trim().split('\n');
  const questions = lines
    .map((line) => Question.parse(JSON.parse(line)))
    .slice(0, Number(values.questions));
  const ranks: Record<'own' | 'ofAll' | 'document', number[]> = {
    own: [],
    ofAll: [],
    document: [],
  };
  for (const { question, document, evidence } of questions) {
    const gold = new Set(evidence.map(({ page }) => page));
    const id = ids.get(document);
    if (id === undefined) throw new Error(`${document} is not among the documents.`);
    const own = await findPages(stack.api, question, [id]);
    ranks.own.push(own.findIndex(({ page }) => gold.has(page)));
    const all = await findPages(stack.api, question, []);
    ranks.document.push(all.findIndex((source) => source.document === id));
    ranks.ofAll.push(all.findIndex((source) => source.document === id && gold.has(source.page)));
  }
  console.log(`| asked of | counted | ${FIRST.map((first) => `@${first}`).join(' | ')} |`);
  console.log('|---|---|---|---|---|---|');
  for (const [label, counted, places] of [
    ['its document', 'page', ranks.own],
    ['all', 'document', ranks.document],
    ['all', 'page', ranks.ofAll],
  ] as const) {
    const shares = FIRST.map((first) => {
      const found = places.filter((place) => place >= 0 && place < first).length;
      return (found / places.length).toFixed(2);
    });
    console.log(`| ${label} | ${counted} | ${shares.join(' | ')} |`);
  }
} finally {
  await stack.close();
}
