/**
 * The most memory of the whole embedded stack while a long PDF is ingested and while a large file is uploaded.
 *   npx tsx bench/document-memory.ts <pdf>     the product has to be built; works on Linux
 */
import { once } from 'node:events';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { measuredOn } from './stack/measured-on.js';
import { megabytesOf, memoryAtRest } from './stack/memory-at-rest.js';
import { startOwnStack } from './stack/own-stack.js';
import { processTree } from './stack/process-tree.js';

const TARGET_MB = 250;
const LARGE_MB = 199;
const EVERY_MS = 100;

const [pdf] = process.argv.slice(2);
if (pdf === undefined) {
  console.error('usage: npx tsx bench/document-memory.ts <pdf>');
  process.exit(2);
}

console.log(measuredOn('bench/document-memory.ts'));
const stack = await startOwnStack({ enginePort: 18_888, pagePort: 18_889 });
const folder = await mkdtemp(join(tmpdir(), 'plumbline-large-'));
try {
  const large = join(folder, 'large.bin');
  await writeLarge(large);
  console.log('| while | MB at rest | MB at most | above |\n|---|---|---|---|');
  await measure(`a PDF is ingested (${basename(pdf)})`, pdf, '');
  await measure(`${LARGE_MB} MB are uploaded`, large, '?wait=false');
  console.log(`\nTarget ≤ ${TARGET_MB} MB above`);
} finally {
  await stack.close();
  await rm(folder, { recursive: true, force: true });
}

async function measure(what: string, file: string, query: string): Promise<void> {
  const rest = megabytesOf(await memoryAtRest(stack.pid));
  const form = new FormData();
  form.append('file', await openAsBlob(file), basename(file));
  let most = rest;
  let ended = false;
  const url = new URL(`/api/v1/documents${query}`, stack.api);
  const upload = fetch(url, { method: 'POST', body: form }).finally(() => {
    ended = true;
  });
  while (!ended) {
    most = Math.max(most, megabytesOf(await processTree(stack.pid)));
    await sleep(EVERY_MS);
  }
  const { status } = await upload;
  const cells = [`${what}: ${status}`, ...[rest, most, most - rest].map((mb) => mb.toFixed(0))];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Bytes of no known format, so that nothing but the upload is measured. */
async function writeLarge(path: string): Promise<void> {
  const stream = createWriteStream(path);
  for (let megabyte = 0; megabyte < LARGE_MB; megabyte++) {
    if (!stream.write(Buffer.alloc(1024 * 1024, megabyte % 251))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
