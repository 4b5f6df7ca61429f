import { cancellationSignal } from '@temporalio/activity';
import type { EvidencePack } from '../contracts/evidence.js';
import { ServiceError } from '../contracts/failures.js';
import type { EngineAnswer } from '../contracts/search-engines.js';
import type { AskPerplexityInput, WrittenAnswer } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { rankSources } from '../domain/search/rank-sources.js';
import { selectPassages } from '../domain/search/select-passages.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Asking Perplexity, which searches and writes by itself. */
export function createPerplexityActivities({
  perplexity,
  objects,
  writer,
}: Pick<Services, 'perplexity' | 'objects' | 'writer'>) {
  return {
    /** Keeps the answer, and its citations as an evidence pack in their own order, so that [n] stays [n]. */
    async askPerplexity(
      input: AskPerplexityInput,
    ): Promise<{ readonly packKey: string; readonly written: WrittenAnswer }> {
      if (perplexity === undefined)
        throw new ServiceError('not-configured', 'Set PERPLEXITY_API_KEY to use Perplexity.');
      const { runId, query } = input;
      const tell = openStep(writer, runId);
      const answer = await perplexity.answer(query, cancellationSignal());
      const pack = packOf(query, answer);
      tell('source-found', { query, engine: 'perplexity', sources: answer.hits });
      tell('sources-ranked', { sources: pack.sources.map(({ source }) => source) });
      tell('answer-delta', { text: answer.text });
      const packKey = await putJson(objects, runPrefix(runId), pack);
      const answerKey = await putJson(objects, runPrefix(runId), { text: answer.text });
      return {
        packKey,
        written: { answerKey, modelUsed: answer.model, usage: usageOf(answer), warnings: [] },
      };
    },
  };
}

function packOf(question: string, { hits }: EngineAnswer): EvidencePack {
  const documents = hits.map((hit, index) => ({
    ...hit,
    sourceType: 'web' as const,
    evidence: 'snippet' as const,
    text: hit.snippet,
    publishedAt: hit.publishedAt ?? null,
    fusedScore: 1 / (index + 1),
  }));
  const passages = selectPassages({ question, subQueries: [], documents, limit: documents.length });
  const ranked = rankSources({
    question,
    subQueries: [],
    documents,
    passages,
    maxSources: documents.length,
    diversity: false,
    recency: false,
    queryAware: false,
    nowMs: Date.now(),
  });
  const place = new Map(documents.map(({ url }, index) => [url, index]));
  const inOrder = [...ranked].sort(
    (left, right) => (place.get(left.source.url) ?? 0) - (place.get(right.source.url) ?? 0),
  );
  return { question, language: 'en', sources: inOrder };
}

function usageOf({ promptTokens, completionTokens }: EngineAnswer) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    model_calls: 1,
  };
}
