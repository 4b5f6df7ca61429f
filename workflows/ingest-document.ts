import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { BegunIngestion, IngestInput } from '../contracts/document-steps.js';
import {
  beginIngestion,
  chooseModels,
  clearEdition,
  commitDocument,
  giveUpIngestion,
} from './activities.js';
import { conductRun, type Ending, endingOf } from './conduct-run.js';
import type { Tell } from './events.js';
import { indexPages } from './index-pages.js';

/** Parses a document, embeds and indexes its chunks, and serves it; or leaves nothing behind but the reason. */
export async function ingestDocument(input: IngestInput): Promise<void> {
  await conductRun(input.runId, (tell) => ingest(input, tell));
}

async function ingest(input: IngestInput, tell: Tell): Promise<Ending> {
  let begun: BegunIngestion | null = null;
  try {
    begun = await beginIngestion(input);
    if (begun === null) return { status: 'cancelled' };
    const { embedding } = await chooseModels({ model: null });
    const indexed = await indexPages({
      input: { ...input, edition: begun.edition },
      useEmbedder: embedding !== null,
      tell,
    });
    tell('stage-start', { stage: 'commit' });
    await commitDocument({ ...input, ...begun, ...indexed });
  } catch (error) {
    const edition = begun?.edition ?? null;
    await CancellationScope.nonCancellable(() => giveUp(input, edition, error));
    throw error;
  }
  return { status: 'completed', document: { documentId: input.documentId } };
}

/** Says why, whatever the stores answer; what could not be cleared goes with the next ingestion, or with the document. */
async function giveUp(input: IngestInput, edition: string | null, reason: unknown): Promise<void> {
  const { error } = endingOf(reason);
  const status = isCancellation(reason) ? 'cancelled' : 'failed';
  await giveUpIngestion({ ...input, status, error: error ?? null });
  if (edition !== null) await clearEdition({ ...input, edition }).catch(() => {});
}
