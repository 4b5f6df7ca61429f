import { z } from 'zod';
import { AskError, EXIT } from '../ask/ask-error.js';
import { atInstance, type Commanded } from '../ask/at-instance.js';
import { type Progress, showProgress } from '../ask/show-progress.js';
import { type DocumentsApi, openDocumentsApi } from './documents-api.js';
import { existing } from './list-documents.js';

export interface Deleting extends Commanded {
  readonly ids: readonly string[];
}

const Options = z.object({ collection: z.string().optional() });

/** Deletes documents by id, and all of a collection. Gives the exit code. */
export async function deleteDocuments(deleting: Deleting): Promise<number> {
  const { ids, options, output, errors, interrupted } = deleting;
  const progress = showProgress(errors);
  return atInstance(deleting, {
    progress,
    prepare() {
      const { collection } = Options.parse(options);
      if (ids.length === 0 && collection === undefined) throw nothingNamed();
      return collection;
    },
    async work(collection, instance) {
      const api = openDocumentsApi(instance, interrupted);
      const wanted = new Set(ids);
      if (collection !== undefined) for (const id of await idsIn(api, collection)) wanted.add(id);
      const deleted = await removeAll(api, [...wanted], { progress, interrupted });
      output.write(`${deleted} of ${wanted.size} deleted\n`);
      if (interrupted.aborted) return EXIT.interrupted;
      return deleted === wanted.size ? EXIT.answered : EXIT.failed;
    },
  });
}

async function idsIn(api: DocumentsApi, collection: string): Promise<string[]> {
  const collectionId = await existing(api, collection);
  const ids: string[] = [];
  for await (const { document_id } of api.documents({ collectionId })) ids.push(document_id);
  return ids;
}

/** How many were deleted; what refuses is named and passed over. */
async function removeAll(
  api: DocumentsApi,
  ids: readonly string[],
  { progress, interrupted }: { readonly progress: Progress; readonly interrupted: AbortSignal },
): Promise<number> {
  let deleted = 0;
  for (const id of ids) {
    try {
      await api.remove(id);
      deleted += 1;
      progress.note(`Deleted ${id}`);
    } catch (error) {
      if (interrupted.aborted) return deleted;
      if (!(error instanceof AskError) || error.lost) throw error;
      progress.problem(`${id}: ${error.message}`);
    }
  }
  return deleted;
}

function nothingNamed(): AskError {
  const message = 'Name documents by id, or a collection with --collection.';
  return new AskError(message, { exitCode: EXIT.badUse });
}
