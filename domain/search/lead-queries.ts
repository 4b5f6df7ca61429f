import type { SubQuery } from '../../contracts/search.js';
import { type Bridging, bridgeQueries } from './bridge-queries.js';

/**
 * Queries for what pages name: the same as `bridgeQueries` for pages of the web. What the owner's own documents name is
 * asked of the documents alone, so that no word of them reaches a search engine. Both kinds take turns.
 */
export function leadQueries({ documents, ...bridging }: Bridging): SubQuery[] {
  const own = documents.filter(({ sourceType }) => sourceType === 'document');
  const others = documents.filter(({ sourceType }) => sourceType !== 'document');
  const anywhere = others.length === 0 ? [] : bridgeQueries({ ...bridging, documents: others });
  const inside = own.length === 0 ? [] : bridgeQueries({ ...bridging, documents: own });
  const turns = Array.from({ length: Math.max(anywhere.length, inside.length) }, (_, at) => [
    ...anywhere.slice(at, at + 1),
    ...inside.slice(at, at + 1).map((query) => ({ ...query, only: 'documents' as const })),
  ]);
  return turns.flat().slice(0, bridging.limit);
}
