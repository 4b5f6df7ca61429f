import { evidencePrefix } from '../contracts/evidence-prefix.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { RankInput } from '../contracts/search-steps.js';
import { putJson } from './stored-json.js';

type Found = Pick<RankInput, 'runId' | 'query' | 'language' | 'subQueries' | 'merged' | 'read'>;

/** Keeps what a search had found in the shape of research, for a run that starts from it. */
export async function keepSearchEvidence(
  objects: ObjectStore,
  { runId, query: question, language, subQueries, merged, read }: Found,
): Promise<void> {
  if (merged.key === '') return;
  const asked = subQueries.map((query) => ({ ...query, step: 1 }));
  const evidence = { question, language, steps: [], asked, mergedKey: merged.key, read };
  await putJson(objects, evidencePrefix(runId, asked.length), evidence);
}
