/**
 * How well the check tells supported claims from others: on claims that people judged, and on altered sentences.
 *   npx tsx bench/grounding.ts <data folder>                        words alone
 *   npx tsx bench/grounding.ts <data folder> --embeddings ollama    with meaning, by OLLAMA_URL and EMBEDDING_MODEL
 *   npx tsx bench/grounding.ts <data folder> --embeddings onnx      with meaning, in process
 * With --show each altered sentence that is missed and each false alarm is listed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createClaimChecker } from './grounding/claim-checker.js';
import { JudgedClaim, measureJudged } from './grounding/judged-claims.js';
import { measureAltered } from './grounding/measure-altered.js';
import { openEmbedder } from './grounding/open-embedder.js';
import { measuredOn } from './stack/measured-on.js';

const Page = z.object({ title: z.string(), text: z.string() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { embeddings: { type: 'string' }, show: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Use: npx tsx bench/grounding.ts <data folder> [--embeddings ollama|onnx]');
  process.exit(2);
}
const embedder = await openEmbedder(values.embeddings);
const checker = createClaimChecker(embedder);
console.log(measuredOn('bench/grounding.ts'));
console.log(`Meaning: ${embedder?.name ?? 'not compared'}\n`);
await measureJudged(readLines('grounding/begin-dev.jsonl', JudgedClaim), checker);
await measureAltered(readLines('multihop/pages.jsonl', Page), checker, values.show);
process.exit(0);

function readLines<T>(file: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(join(folder ?? '', file), 'utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => shape.parse(JSON.parse(line)));
}
