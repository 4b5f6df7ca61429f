import { z } from 'zod';
import { type Document, DocumentStatus } from '../../contracts/documents.js';
import { AskError, EXIT } from '../ask/ask-error.js';
import { atInstance, type Commanded } from '../ask/at-instance.js';
import { jsonText, plainLine } from '../ask/plain-text.js';
import { showProgress } from '../ask/show-progress.js';
import { type DocumentsApi, openDocumentsApi } from './documents-api.js';

const Options = z.object({
  json: z.boolean(),
  collection: z.string().optional(),
  status: DocumentStatus.optional(),
});

/** Prints documents, newest first. Gives the exit code. */
export async function listDocuments(commanded: Commanded): Promise<number> {
  const { options, output, errors, interrupted } = commanded;
  return atInstance(commanded, {
    progress: showProgress(errors),
    prepare: () => Options.parse(options),
    async work({ json, collection, status }, instance) {
      const api = openDocumentsApi(instance, interrupted);
      const collectionId = collection && (await existing(api, collection));
      const documents: Document[] = [];
      for await (const document of api.documents({ collectionId, status }))
        documents.push(document);
      output.write(json ? jsonText(documents) : documents.map(row).join(''));
      return EXIT.answered;
    },
  });
}

/** The id of a collection. Throws AskError for bad use when there is none of that name. */
export async function existing(api: DocumentsApi, name: string): Promise<string> {
  const collection = await api.collection(name);
  if (collection !== undefined) return collection.collection_id;
  throw new AskError(`There is no collection named ${name}.`, { exitCode: EXIT.badUse });
}

function row({ document_id, filename, status, pages, error }: Document): string {
  const size = pages === null ? '' : `${pages} p.`;
  const why = status === 'failed' && error !== null ? `  ${plainLine(error.message, 100)}` : '';
  return `${document_id}  ${status.padEnd(10)}  ${size.padStart(8)}  ${plainLine(filename)}${why}\n`;
}
