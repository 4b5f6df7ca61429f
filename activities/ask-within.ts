import type { EngineReply, SearchEngine } from '../contracts/search-engines.js';
import type { SearchWebInput } from '../contracts/search-steps.js';
import type { WebScope } from '../contracts/source-scope.js';
import { isInDomains, isInTime, narrowQuery } from '../domain/research/in-scope.js';

/** The first reply with hits in scope: of the query narrowed to its sites, of the bare one, of any age where it may be. */
export async function askWithin(
  engine: SearchEngine,
  { subQuery, limit, language, timeRange, scope }: SearchWebInput,
  signal: AbortSignal,
): Promise<EngineReply> {
  const narrowed = scope === undefined ? subQuery.query : narrowQuery(subQuery.query, scope);
  // Engines that know no time ranges find nothing within one.
  const ages = (scope?.time_range ?? null) === null ? [timeRange, null] : [timeRange];
  const attempts = [narrowed, subQuery.query].flatMap((text) =>
    ages.map((age) => ({ text, ...(age === null ? {} : { timeRange: age }) })),
  );
  let reply: EngineReply = { hits: [], warnings: [] };
  for (const attempt of distinct(attempts)) {
    reply = await engine.search({ ...attempt, limit, language }, signal);
    reply = { ...reply, hits: hitsInScope(reply, scope) };
    if (reply.hits.length > 0) return reply;
  }
  return reply;
}

function distinct<T>(attempts: readonly T[]): T[] {
  const seen = new Set<string>();
  return attempts.filter((attempt) => {
    const key = JSON.stringify(attempt);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The hits of a reply that lie within a scope; all of them without one. */
function hitsInScope({ hits }: EngineReply, scope: WebScope | undefined): EngineReply['hits'] {
  if (scope === undefined) return hits;
  const nowMs = Date.now();
  return hits.filter(
    ({ url, publishedAt }) =>
      isInDomains(url, scope) && isInTime(publishedAt, scope.time_range, nowMs),
  );
}
