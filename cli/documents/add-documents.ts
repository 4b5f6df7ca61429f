import { z } from 'zod';
import { mapLimit } from '../../domain/map-limit.js';
import { EXIT } from '../ask/ask-error.js';
import { atInstance, type Commanded } from '../ask/at-instance.js';
import { jsonText } from '../ask/plain-text.js';
import { hasLiveRows, type Progress, showProgress } from '../ask/show-progress.js';
import { createFileAdder, type FileOutcome } from './add-file.js';
import { collectionNamed } from './collection-named.js';
import { type DocumentsApi, openDocumentsApi } from './documents-api.js';
import { folderView } from './folder-view.js';
import { type Walked, walkFiles } from './walk-files.js';

export interface Adding extends Commanded {
  readonly paths: readonly string[];
}

/** Files that are sent and ingested side by side. */
const AT_ONCE = 3;

const Options = z.object({ json: z.boolean(), collection: z.string().optional() });

/** Adds all files, each once by its content, and names those that failed. Gives the exit code. */
export async function addDocuments(adding: Adding): Promise<number> {
  const { paths, options, output, errors, interrupted } = adding;
  const progress = showProgress(errors, folderView({ bar: hasLiveRows(errors) }));
  return atInstance(adding, {
    progress,
    prepare: async () => ({ files: await walkFiles(paths), ...Options.parse(options) }),
    async work({ files, json, collection }, instance) {
      const api = openDocumentsApi(instance, interrupted);
      try {
        const outcomes = await addAll({ api, files, collection, progress, interrupted });
        progress.end();
        const failed = outcomes.filter(({ status }) => status === 'failed');
        for (const { path, reason } of failed) progress.problem(`${path}: ${reason}`);
        output.write(json ? jsonText(outcomes) : `${summary(outcomes)}\n`);
        return failed.length === 0 ? EXIT.answered : EXIT.failed;
      } catch (error) {
        if (!interrupted.aborted) throw error;
        progress.end();
        progress.problem('Interrupted; the same command again goes on from here.');
        return EXIT.interrupted;
      }
    },
  });
}

interface All {
  readonly api: DocumentsApi;
  readonly files: readonly Walked[];
  readonly collection: string | undefined;
  readonly progress: Progress;
  readonly interrupted: AbortSignal;
}

async function addAll({ api, files, collection, progress, interrupted }: All) {
  const total = files.length;
  progress.event({ seq: undefined, type: 'folder-start', data: { total } });
  const collectionId = collection && (await collectionNamed(api, collection)).collection_id;
  const add = await createFileAdder({ api, collectionId, signal: interrupted });
  return mapLimit(files, AT_ONCE, async (file): Promise<FileOutcome> => {
    interrupted.throwIfAborted();
    progress.event({ seq: undefined, type: 'file-start', data: { path: file.path } });
    const outcome = await add(file);
    progress.event({ seq: undefined, type: 'file-end', data: { ...outcome } });
    return outcome;
  });
}

function summary(outcomes: readonly FileOutcome[]): string {
  const count = (wanted: FileOutcome['status']) =>
    outcomes.filter(({ status }) => status === wanted).length;
  const files = `${outcomes.length} ${outcomes.length === 1 ? 'file' : 'files'}`;
  return `${files}: ${count('added')} added, ${count('known')} there already, ${count('failed')} failed`;
}
