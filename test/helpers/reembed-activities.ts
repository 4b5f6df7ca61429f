import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { ReembeddingProgress } from '../../contracts/reembedding.js';

interface Log {
  readonly ended: EndRunInput[];
  readonly kept: ReembeddingProgress[];
  readonly served: string[];
}

export function newReembedLog(): Log {
  return { ended: [], kept: [], served: [] };
}

/** Activities of a re-embedding of some documents, each of one batch of chunks, in which every step works. */
export function reembedActivities(
  { ended, kept, served }: Log,
  documents: readonly string[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  return {
    beginRun: async () => true,
    openReembedding: async () => ({ space: 'new 2', total: documents.length }),
    nextOutside: async ({ skip }) => {
      const documentId = documents.find((id) => !served.includes(id) && !skip.includes(id));
      if (documentId === undefined) return null;
      return { documentId, owner: 'ada', filename: `${documentId}.pdf`, edition: 'first' };
    },
    reembedChunks: async () => ({ state: 'whole' }),
    serveReembedded: async ({ documentId }) => {
      served.push(documentId);
      return true;
    },
    keepReembedding: async ({ progress }) => void kept.push(progress),
    endRun: async (input) => void ended.push(input),
    ...changes,
  };
}

export const REEMBED = { runId: '00000000-0000-4000-8000-000000000007' };
