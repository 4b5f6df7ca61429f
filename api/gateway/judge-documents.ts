import type { Relevance } from '../../contracts/reranking.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { runSignal } from '../run-signal.js';
import { embedTexts } from './embed-texts.js';
import { noteUsage } from './note-usage.js';

interface Judged extends Relevance {
  readonly model: string;
  readonly method: 'cross-encoder' | 'embedding';
}

interface Question {
  /** Null for the reranker of this instance, or without one for its embedding model. */
  readonly model: string | null;
  readonly query: string;
  readonly documents: readonly string[];
}

/** How relevant documents are to a query: by the configured reranker where that is asked for, else by their vectors. */
export async function judgeDocuments(
  ctx: ApiContext,
  parts: AppParts,
  { model: wanted, query, documents }: Question,
): Promise<Judged> {
  const { reranker } = parts;
  if (reranker !== undefined && (wanted === null || wanted === reranker.model)) {
    const { model } = reranker;
    const judged = await reranker.judge(query, documents, runSignal(ctx.res, parts.closing));
    noteUsage(ctx, parts, { model, usage: judged.usage });
    return { ...judged, model, method: 'cross-encoder' };
  }
  const others = reranker === undefined ? [] : [reranker.model];
  const call = { model: wanted, texts: [...documents, query], others };
  const { model, vectors, usage } = await embedTexts(ctx, parts, call);
  const asked = vectors.at(-1) ?? [];
  const scores = vectors.slice(0, -1).map((vector) => dot(asked, vector));
  return { model, method: 'embedding', scores, usage };
}

/** The cosine, as the vectors have the length 1. */
function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
