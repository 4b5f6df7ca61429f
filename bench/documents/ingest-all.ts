import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Document, DocumentList } from '../../contracts/documents.js';

export interface Ingested {
  /** Ids by file name. */
  readonly ids: ReadonlyMap<string, string>;
  readonly pages: number;
  readonly chunks: number;
  /** From the first upload until the last document was indexed. */
  readonly seconds: number;
  /** What the index holds: keywords, or the vectors of a model. */
  readonly space: string;
}

/** Uploads all files of a folder and waits until they are indexed. A document that fails is an error. */
export async function ingestAll(api: string, folder: string): Promise<Ingested> {
  const files = (await readdir(folder)).sort();
  const startedAt = performance.now();
  const ids = new Map<string, string>();
  for (const file of files) {
    const form = new FormData();
    form.append('file', await openAsBlob(join(folder, file)), file);
    const url = new URL('/api/v1/documents?wait=false', api);
    const reply = await fetch(url, { method: 'POST', body: form });
    if (!reply.ok) throw new Error(`${file}: ${reply.status} ${await reply.text()}`);
    ids.set(file, Document.pick({ document_id: true }).parse(await reply.json()).document_id);
  }
  const documents = await untilIndexed(api, files.length);
  return {
    ids,
    pages: documents.reduce((sum, { pages }) => sum + (pages ?? 0), 0),
    chunks: documents.reduce((sum, { chunks }) => sum + (chunks ?? 0), 0),
    seconds: (performance.now() - startedAt) / 1_000,
    space: documents[0]?.embedding_space ?? '',
  };
}

async function untilIndexed(api: string, count: number): Promise<readonly Document[]> {
  for (;;) {
    const reply = await fetch(new URL('/api/v1/documents?limit=100', api));
    const { documents } = DocumentList.parse(await reply.json());
    const failed = documents.find(({ status }) => status === 'failed');
    if (failed !== undefined) throw new Error(`${failed.filename}: ${failed.error?.message}`);
    if (documents.filter(({ status }) => status === 'indexed').length === count) return documents;
    await sleep(250);
  }
}
