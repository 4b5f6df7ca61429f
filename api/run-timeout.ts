import { z } from 'zod';
import { DocumentQuery } from '../contracts/document-query.js';
import { LIVE_SEARCH_SECONDS } from '../contracts/live-search-seconds.js';
import { ResearchRequest } from '../contracts/research.js';
import type { Run } from '../contracts/runs.js';
import { SearchRequest } from '../contracts/search.js';

const ImageTimeout = z.object({ timeout: z.number() });

/** Seconds that a mode has when the request names none. */
const MODE_SECONDS = { speed: 15, balanced: 60, deep: 120 } as const;

/** Seconds until a run's answer is due. */
export function runTimeout({ kind, request }: Run): number {
  if (kind === 'research') return ResearchRequest.pick({ timeout: true }).parse(request).timeout;
  if (kind === 'live-search') return LIVE_SEARCH_SECONDS;
  if (kind === 'document-query')
    return DocumentQuery.pick({ timeout: true }).parse(request).timeout;
  if (kind === 'image') return ImageTimeout.parse(request).timeout;
  const { timeout, mode } = SearchRequest.pick({ timeout: true, mode: true }).parse(request);
  return timeout ?? MODE_SECONDS[mode];
}
