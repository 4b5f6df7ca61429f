import type { Activities } from '../../activities/index.js';
import type { GiveUpInput, IngestInput } from '../../contracts/document-steps.js';
import type { EndRunInput } from '../../contracts/end-run.js';

export const INGEST: IngestInput = {
  runId: '00000000-0000-4000-8000-000000000002',
  documentId: '00000000-0000-4000-8000-000000000003',
  owner: 'local',
};

/** What the steps of an ingestion were asked to do. */
export interface IngestionLog {
  readonly ended: EndRunInput[];
  readonly givenUp: GiveUpInput[];
  readonly cleared: string[];
  readonly indexed: string[];
}

export function newIngestionLog(): IngestionLog {
  return { ended: [], givenUp: [], cleared: [], indexed: [] };
}

/** Activities of an ingestion of 50 pages, two bundles to a call of 25, in which every step works. */
export function documentActivities(
  log: IngestionLog,
  changes: Partial<Activities> = {},
): Partial<Activities> {
  return {
    beginRun: async () => true,
    beginIngestion: async () => ({ edition: 'new' }),
    chooseModels: async () => ({ chat: null, embedding: null, warnings: [] }),
    parseDocument: async ({ fromBundle }) => ({
      bundles: [bundle(fromBundle), bundle(fromBundle + 1)],
      pages: fromBundle === 0 ? 25 : 50,
      totalPages: 50,
    }),
    indexChunks: async ({ chunksKey, from, to }) => {
      const next = Math.min(to, from + 64);
      log.indexed.push(`${chunksKey} ${from}-${next}`);
      return { space: 'keywords', next };
    },
    commitDocument: async () => {},
    giveUpIngestion: async (input) => void log.givenUp.push(input),
    clearEdition: async ({ edition }) => void log.cleared.push(edition),
    endRun: async (input) => void log.ended.push(input),
    ...changes,
  };
}

function bundle(position: number) {
  return {
    position,
    lastPage: Math.ceil((position + 1) * 12.5),
    chunksKey: `chunks ${position}`,
    chunks: 100,
  };
}
