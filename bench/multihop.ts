/**
 * Recall of the pages that multi-hop questions need among the sources of a search.
 *   npx tsx bench/multihop.ts <folder> --api http://127.0.0.1:8001      through the running product
 *   npx tsx bench/multihop.ts <folder> --offline http://127.0.0.1:8810  the same steps over a box of pages alone
 * With --research the first citations of a research run of three rounds count instead; both ways as above.
 * The folder holds questions.jsonl; with --misses the questions that lack a page are listed.
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { researchApi } from './multihop/research-api.js';
import { researchBox } from './multihop/research-box.js';
import { searchApi } from './multihop/search-api.js';
import { type Found, searchBox } from './multihop/search-box.js';

const Question = z.object({
  id: z.string(),
  set: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  gold: z.array(z.string()),
});
type Question = z.infer<typeof Question>;

interface Score {
  readonly question: Question;
  readonly half: 'first' | 'second';
  readonly at5: number;
  readonly at10: number;
  readonly answered: boolean;
  readonly seconds: number;
  readonly missing: readonly string[];
}

const ROUNDS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    api: { type: 'string' },
    offline: { type: 'string' },
    research: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined || (values.api === undefined) === (values.offline === undefined)) {
  console.error('usage: npx tsx bench/multihop.ts <folder> (--api <url> | --offline <url>)');
  process.exit(2);
}
await main(folder, values);

async function main(
  from: string,
  {
    api,
    offline = '',
    research,
    misses,
  }: { api?: string; offline?: string; research: boolean; misses: boolean },
): Promise<void> {
  const lines = (await readFile(join(from, 'questions.jsonl'), 'utf8')).trim().split('\n');
  const questions = lines.map((line) => Question.parse(JSON.parse(line)));
  const search = (query: string): Promise<Found> => {
    if (api === undefined)
      return research ? researchBox(offline, query, ROUNDS) : searchBox(offline, query);
    return research ? researchApi(api, query, ROUNDS) : searchApi(api, query);
  };
  const scores: Score[] = [];
  for (const [at, question] of questions.entries()) scores.push(await score(question, at, search));

  print(scores);
  if (misses) for (const one of scores.filter(({ at10 }) => at10 < 1)) console.log(missOf(one));
}

async function score(
  question: Question,
  at: number,
  search: (query: string) => Promise<Found>,
): Promise<Score> {
  const started = performance.now();
  const { urls, text } = await search(question.question);
  const slugs = urls.map(slugOf);
  const recall = (first: number): number =>
    question.gold.filter((page) => slugs.slice(0, first).includes(page)).length /
    question.gold.length;
  return {
    question,
    half: at % 2 === 0 ? 'first' : 'second',
    at5: recall(5),
    at10: recall(10),
    answered: question.answers.some((answer) => text.toLowerCase().includes(answer.toLowerCase())),
    seconds: (performance.now() - started) / 1_000,
    missing: question.gold.filter((page) => !slugs.slice(0, 10).includes(page)),
  };
}

function slugOf(url: string): string {
  const [, slug = ''] = url.split('/wiki/');
  return decodeURIComponent(slug);
}

function print(scores: readonly Score[]): void {
  const { model } = cpus()[0] ?? { model: 'unknown processor' };
  console.log(`${new Date().toISOString()}, ${model} × ${cpus().length}, Node ${process.version}`);
  console.log(`npx tsx bench/multihop.ts ${process.argv.slice(2).join(' ')}\n`);
  console.log(
    '| set | half | questions | recall@5 | recall@10 | all @10 | answer seen | median s |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const set of new Set(scores.map(({ question }) => question.set))) {
    for (const half of ['both', 'first', 'second']) {
      const some = scores.filter(
        (one) => one.question.set === set && (half === 'both' || one.half === half),
      );
      console.log(rowOf(set, half, some));
    }
  }
}

function rowOf(set: string, half: string, scores: readonly Score[]): string {
  const mean = (measure: (score: Score) => number): string =>
    (scores.reduce((sum, score) => sum + measure(score), 0) / scores.length).toFixed(3);
  const seconds = scores.map((score) => score.seconds).sort((a, b) => a - b);
  const cells = [
    set,
    half,
    scores.length,
    mean(({ at5 }) => at5),
    mean(({ at10 }) => at10),
    mean(({ at10 }) => (at10 === 1 ? 1 : 0)),
    mean(({ answered }) => (answered ? 1 : 0)),
    (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

function missOf({ question, missing }: Score): string {
  return `\n${question.set} ${question.id}: ${question.question}\n  lacks ${missing.join(', ')}`;
}
