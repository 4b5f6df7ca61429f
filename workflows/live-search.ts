import type { LiveSearchInput } from '../contracts/workflow-inputs.js';
import { asResearch } from '../domain/live-search/as-research.js';
import { conductResearch } from './research.js';

/** Research held to the knobs of a live search, planned and judged by one model and written by another. */
export async function liveSearch({ request, ...run }: LiveSearchInput): Promise<void> {
  await conductResearch({ ...run, request: asResearch(request), live: request });
}
