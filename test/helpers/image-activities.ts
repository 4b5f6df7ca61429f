import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { ImageResult, ImageRunRequest } from '../../contracts/images.js';
import type { ImageInput } from '../../contracts/workflow-inputs.js';

export const SAMPLE_IMAGE: ImageResult = {
  created: 1_700_000_000,
  model: 'flux',
  size: '512x512',
  revised_prompt: null,
  suggested_filename: 'a-fox-00000000.png',
  content_type: 'image/png',
  size_bytes: 70,
  sha256: '00',
  usage: null,
};

/** Activities of an image run in which every step works; `ended` collects how runs were settled. */
export function imageActivities(
  ended: EndRunInput[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  return {
    beginRun: async () => true,
    drawImage: async () => SAMPLE_IMAGE,
    endRun: async (input) => void ended.push(input),
    ...changes,
  };
}

const REQUEST: ImageRunRequest = {
  query: 'a fox',
  mode: 'image',
  model: 'flux',
  size: '512x512',
  timeout: 60,
  via: ['me'],
  stream: false,
};

export function imageInput(changes: Partial<ImageRunRequest> = {}): ImageInput {
  return {
    runId: '00000000-0000-4000-8000-000000000006',
    request: { ...REQUEST, ...changes },
    createdAt: '2026-01-02T03:04:05Z',
    traceUrl: null,
  };
}
