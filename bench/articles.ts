import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { z } from 'zod';
import { readHtml } from '../adapters/pages/read-html.js';
import { READING_LIMITS } from '../adapters/pages/reading-limits.js';
import { shingleScore } from './shingle-score.js';

/** Scores our main content, beside Readability alone, on pages whose text is known: `npx tsx bench/articles.ts FOLDER`. */
const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: npx tsx bench/articles.ts FOLDER, such as ../shared/data/articles');
  process.exit(2);
}

const Truth = z.record(z.string(), z.object({ url: z.string(), articleBody: z.string() }));
type Extract = (url: string, html: string) => Promise<string>;

const truth = Truth.parse(JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')));
const wanted = new Map(Object.entries(truth).map(([id, page]) => [id, page.articleBody]));
const pages = Object.entries(truth).map(([id, { url }]) => {
  const packed = readFileSync(join(folder, 'html', `${id}.html.gz`));
  return { id, url, html: gunzipSync(packed).toString('utf8') };
});

console.log(`npx tsx bench/articles.ts ${folder}`);
console.log(
  `${new Date().toISOString()} · ${cpus()[0]?.model ?? 'unknown processor'} · ${cpus().length} cores · Node ${process.version}`,
);
console.log(`${pages.length} pages; precision, recall and F1 of word 4-grams\n`);
console.table([
  await measure('plumbline', ours),
  await measure('Readability.js alone', readability),
]);

async function measure(system: string, extract: Extract) {
  const given = new Map<string, string>();
  const started = process.cpuUsage();
  for (const { id, url, html } of pages) {
    given.set(id, await extract(url, html).catch(() => ''));
  }
  const { user, system: kernel } = process.cpuUsage(started);
  const { precision, recall, f1, empty } = shingleScore(wanted, given);
  return {
    system,
    precision: precision.toFixed(3),
    recall: recall.toFixed(3),
    F1: f1.toFixed(3),
    'CPU ms per page': Math.round((user + kernel) / 1000 / pages.length),
    'pages without text': empty,
  };
}

async function ours(url: string, html: string): Promise<string> {
  const { nestingDepth } = READING_LIMITS;
  return (await readHtml({ url, mediaType: 'text/html', html, nestingDepth })).text;
}

async function readability(_url: string, html: string): Promise<string> {
  const { document } = parseHTML(html);
  return new Readability(document).parse()?.textContent ?? '';
}
