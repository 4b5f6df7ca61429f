import type { SearchInput } from '../contracts/workflow-inputs.js';
import { askPerplexity, checkAnswer } from './activities.js';
import { conductRun } from './conduct-run.js';

/** Asks Perplexity, which searches and writes by itself, and checks its answer against the sources it gave. */
export async function searchPerplexity(input: SearchInput): Promise<void> {
  const { runId, request, createdAt, traceUrl } = input;
  await conductRun(runId, async (tell) => {
    tell('stage-start', { stage: 'perplexity' });
    const { packKey, written } = await askPerplexity({ runId, query: request.query });
    tell('stage-start', { stage: 'check' });
    const { answerKey, modelUsed, usage, warnings } = written;
    const { checkKey } = await checkAnswer({ runId, packKey, answerKey, useEmbedder: false });
    const progress = { plan: null, packKey, checkKey, modelUsed, usage, warnings };
    return {
      status: 'completed',
      search: { runId, query: request.query, mode: 'perplexity', createdAt, traceUrl, progress },
    };
  });
}
