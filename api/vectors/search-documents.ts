import type { VectorHit, VectorHolding } from '../../contracts/vector-store.js';
import type { VectorSearchReply, VectorSearchRequest } from '../../contracts/vectors.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { type EmbeddedTexts, embedTexts } from '../gateway/embed-texts.js';
import { assertGroupModel, noSuchGroup } from './group-model.js';

/**
 * Searches the caller's documents of one model: that of the group, or the one that is asked for, or the one that most
 * documents are of. The message names what was left out.
 */
export async function searchDocuments(
  ctx: ApiContext,
  parts: AppParts,
  { query_text, group_id, top_k, filter, model_identifier }: VectorSearchRequest,
): Promise<VectorSearchReply> {
  const { owner } = ctx.state.caller;
  const groupId = group_id ?? undefined;
  const holdings = await parts.vectors.holdings(owner, groupId);
  const [most] = holdings;
  if (most === undefined) {
    if (groupId !== undefined) throw noSuchGroup(groupId);
    const message = 'There are no documents yet: add some with POST /v1/vector/documents';
    return { success: true, message, results: [], model_used: null };
  }
  const wanted = model_identifier ?? most.model;
  const embedded = await embedTexts(ctx, parts, { model: wanted, texts: [query_text] });
  if (groupId !== undefined) assertGroupModel({ id: groupId, by: most }, embedded);
  const { model, vectors } = embedded;
  const [vector = []] = vectors;
  const hits = await parts.vectors.search(
    { owner, model, dimension: vector.length },
    { vector, groupId, conditions: filter ?? [], limit: top_k },
  );
  const message = wordsOf(hits.length, embedded, holdings);
  return { success: true, message, results: hits.map(showHit), model_used: model };
}

function wordsOf(
  found: number,
  { model, vectors }: EmbeddedTexts,
  holdings: readonly VectorHolding[],
): string {
  const dimension = vectors[0]?.length;
  const words = `${found} result${found === 1 ? '' : 's'}, by ${model}`;
  const leftOut = holdings
    .filter((holding) => holding.model !== model || holding.dimension !== dimension)
    .map((holding) => `${holding.documents} of ${holding.model}`);
  if (leftOut.length === 0) return words;
  return `${words}; not searched, since vectors of two models cannot be compared: ${leftOut.join(', ')}`;
}

function showHit({ id, text, metadata, similarity, groupId }: VectorHit) {
  return { id, text_content: text, metadata: { ...metadata }, similarity, group_id: groupId };
}
