import { ServiceError } from '../../contracts/failures.js';
import type { AnswerEngine, SearchEngine } from '../../contracts/search-engines.js';
import { askPerplexity, type PerplexitySettings } from './perplexity-reply.js';

/** Perplexity as a search engine: the results its model was shown. The text it writes about them is not used. */
export function createPerplexity(settings: PerplexitySettings): SearchEngine {
  return {
    name: 'perplexity',
    async search({ text, limit, timeRange }, signal) {
      const { hits } = await askPerplexity(settings, { text, timeRange, maxTokens: 128 }, signal);
      return { hits: hits.slice(0, limit), warnings: [] };
    },
  };
}

/** Perplexity as an engine that writes the answer itself; its [n] are the positions of `hits`, from 1. */
export function createPerplexityAnswers(settings: PerplexitySettings): AnswerEngine {
  return {
    async answer(query, signal) {
      const answer = await askPerplexity(settings, { text: query, timeoutMs: 120_000 }, signal);
      if (answer.text.trim() !== '') return answer;
      throw new ServiceError('bad-reply', 'perplexity answered without a text');
    },
  };
}
