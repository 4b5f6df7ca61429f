import type { Commanded } from '../../../cli/ask/at-instance.js';
import { addDocuments } from '../../../cli/documents/add-documents.js';
import { deleteDocuments } from '../../../cli/documents/delete-documents.js';
import { listDocuments } from '../../../cli/documents/list-documents.js';
import { collectOutput } from '../ask/collect-output.js';

interface Here {
  readonly api: string;
  readonly options?: object;
  readonly interrupted?: AbortSignal;
  readonly columns?: number;
  onProgress?(text: string): void;
}

/** The commands at a running instance, each with streams of its own. */
export function documentsHere({ api, ...here }: Here) {
  async function run(work: (commanded: Commanded) => Promise<number>) {
    const { options = {}, interrupted = new AbortController().signal, columns } = here;
    const output = collectOutput();
    const onWrite = here.onProgress ?? (() => {});
    const errors = collectOutput({ onWrite, ...(columns === undefined ? {} : { columns }) });
    const code = await work({
      options: { json: false, api, ...options },
      start: () => Promise.reject(new Error('no stack can be started here')),
      interrupted,
      environment: {},
      output: output.output,
      errors: errors.output,
    });
    return { code, stdout: output.text(), stderr: errors.text() };
  }
  return {
    add: (...paths: readonly string[]) => run((given) => addDocuments({ paths, ...given })),
    list: () => run(listDocuments),
    remove: (...ids: readonly string[]) => run((given) => deleteDocuments({ ids, ...given })),
  };
}
