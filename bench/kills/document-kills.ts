import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@lancedb/lancedb';
import { z } from 'zod';
import { type Document, DocumentList } from '../../contracts/documents.js';
import { startStandInEmbedder } from '../stack/stand-in-embedder.js';
import type { KillOptions } from './kill-options.js';
import { madeUpDocument } from './made-up-document.js';
import { openKillable } from './open-killable.js';

/** Kills come up to so many milliseconds after the instance answers again. */
const WITHIN_MS = 4_000;
const LONGEST_WAIT_MS = 300_000;
const EMBEDDER_PORT = 18_890;

/** Documents that are ingested while their instance is killed again and again. Prints what came of them. */
export async function documentKills({
  kills,
  random,
  documents,
  ...ports
}: KillOptions & { readonly documents: number }): Promise<void> {
  const embedder = await startStandInEmbedder(EMBEDDER_PORT);
  const { settings } = embedder;
  const { api, home, killNext, close } = await openKillable({ ...ports, kills, random, settings });
  try {
    const uploading = uploadAll(api, documents);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(random() * WITHIN_MS);
      await killNext();
    }
    await uploading;
    const all = await untilSettled(api, documents);
    const indexed = all.filter(({ status }) => status === 'indexed');
    const chunks = indexed.reduce((sum, document) => sum + (document.chunks ?? 0), 0);
    const rows = await rowsOf(join(home, 'passages'));
    console.log(
      '| documents | indexed | chunks told | passages kept | of these doubled | without vector |',
    );
    console.log('|---|---|---|---|---|---|');
    console.log(
      `| ${all.length} | ${indexed.length} | ${chunks} | ${rows.all} | ${rows.doubled} | ${rows.bare} |`,
    );
    for (const { filename, status, error } of all)
      if (status !== 'indexed') console.log(`${filename}: ${status} ${error?.message ?? ''}`);
  } finally {
    await close();
    embedder.close();
  }
}

/** Uploads each as a user would who tries again after a connection that broke. */
async function uploadAll(api: string, documents: number): Promise<void> {
  for (let number = 1; number <= documents; number++) {
    const { name, text } = madeUpDocument(number);
    while (!(await upload(api, name, text))) await sleep(250);
  }
}

async function upload(api: string, name: string, text: string): Promise<boolean> {
  const form = new FormData();
  form.append('file', new File([text], name));
  const reply = await fetch(new URL('/api/v1/documents?wait=false', api), {
    method: 'POST',
    body: form,
  }).catch(() => undefined);
  return reply?.ok ?? false;
}

async function untilSettled(api: string, documents: number): Promise<readonly Document[]> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const reply = await fetch(new URL(`/api/v1/documents?limit=100`, api)).catch(() => undefined);
    const list = reply?.ok ? DocumentList.parse(await reply.json()) : undefined;
    const open = list?.documents.filter(
      ({ status }) => status !== 'indexed' && status !== 'failed',
    );
    if (list !== undefined && open?.length === 0 && list.total >= documents) return list.documents;
    if (Date.now() > until) return list?.documents ?? [];
    await sleep(500);
  }
}

const Row = z.object({ id: z.string(), vector: z.unknown() });

async function rowsOf(folder: string) {
  const connection = await connect(folder);
  const ids: string[] = [];
  let bare = 0;
  for (const name of await connection.tableNames()) {
    const table = await connection.openTable(name);
    for (const row of await table.query().toArray()) {
      const { id, vector } = Row.parse({ id: row['id'], vector: row['vector'] });
      ids.push(id);
      bare += vector === null || vector === undefined ? 1 : 0;
    }
  }
  connection.close();
  return { all: ids.length, doubled: ids.length - new Set(ids).size, bare };
}
