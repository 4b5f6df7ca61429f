import type { AnswerEngine } from '../../contracts/search-engines.js';
import { currentRunId } from '../tracing/current-run.js';
import type { RunUsage } from './run-usage.js';

/** The same engine, each of whose answers counts towards the run that asked for it. */
export function countAnswers(engine: AnswerEngine, counted: RunUsage): AnswerEngine {
  return {
    async answer(query, signal) {
      const count = counted.open(currentRunId());
      const answer = await engine.answer(query, signal);
      const { model, promptTokens, completionTokens } = answer;
      count({ model, promptTokens, completionTokens });
      return answer;
    },
  };
}
