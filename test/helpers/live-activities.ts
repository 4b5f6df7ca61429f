import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import { DeepSearchApiRequest, type LiveSearchRequest } from '../../contracts/live-search.js';
import type { LiveSearchInput } from '../../contracts/workflow-inputs.js';
import { researchActivities } from './research-activities.js';
import { withModel } from './research-by-model.js';

/** Activities of a live search in which every step works, and each page links to another. */
export function liveActivities(
  ended: EndRunInput[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  const live: Partial<Activities> = {
    chooseModels: async ({ model }) => ({ chat: model, embedding: null, warnings: [] }),
    chooseLinks: async ({ pages, limit }) => ({
      key: 'links',
      urls: pages.map(({ url }) => `${url}/link`).slice(0, limit),
    }),
    tellSections: async () => {},
    ...changes,
  };
  return researchActivities(ended, withModel(live));
}

const REQUEST: LiveSearchRequest = {
  ...DeepSearchApiRequest.parse({
    query: 'Who is the spouse of the director of Big Eyes?',
    reasoningModelName: 'thinker',
    synthesisModelName: 'writer',
    search_providers: ['searxng', 'wikipedia'],
    max_hops: 2,
  }),
  mode: 'deep',
  model: 'writer',
  stream: true,
  keyId: null,
};

export function liveInput(changes: Partial<LiveSearchRequest> = {}): LiveSearchInput {
  return {
    runId: '00000000-0000-4000-8000-000000000002',
    request: { ...REQUEST, ...changes },
    createdAt: '2026-01-02T03:04:05Z',
    traceUrl: null,
  };
}
