import type { DocumentScope } from '../../contracts/query-steps.js';
import type { SourceChoice } from '../../contracts/source-scope.js';

/** Whether a run may look there. A request without a choice means the web. */
export function looksInto(
  { sources = ['web'] }: Partial<SourceChoice>,
  place: SourceChoice['sources'][number],
): boolean {
  return sources.includes(place);
}

interface Asked {
  readonly document_ids?: readonly string[] | null;
  readonly collection_ids?: readonly string[] | null;
}

/** The documents that were asked for: no list, and an empty one, allow all. */
export function documentScope({ document_ids, collection_ids }: Asked): DocumentScope {
  return { documentIds: listed(document_ids), collectionIds: listed(collection_ids) };
}

function listed(ids: readonly string[] | null | undefined): readonly string[] | undefined {
  return ids === null || ids === undefined || ids.length === 0 ? undefined : ids;
}
