import type { NewRunEvent } from '../contracts/run-events.js';
import type { AnswerAtOnceInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { selectPassages } from '../domain/search/select-passages.js';
import { checkText } from './check-text.js';
import { searchResult } from './compose-search-result.js';
import { extractText } from './extract-text.js';
import { snippetOf } from './load-documents.js';
import { mergeFound } from './merge-found.js';
import { rankDocuments } from './rank-documents.js';
import { PASSAGES } from './ranking.js';
import { openStep } from './tell-step.js';

/** Answering in one step. */
export function createAnsweringActivities({
  objects,
  runs,
  writer,
}: Pick<Services, 'objects' | 'runs' | 'writer'>) {
  return {
    /**
     * Merges, ranks, writes, checks and settles the run, where that takes milliseconds: no model is called and no page
     * was read. In steps of their own these would mostly wait for each other.
     */
    async answerAtOnce({ runId, found, ranking, search }: AnswerAtOnceInput): Promise<void> {
      const events: NewRunEvent[] = [];
      const tell = openStep({ write: (_run, event) => events.push(event) }, runId);

      tell('stage-start', { stage: 'rank' });
      const documents = (await mergeFound(objects, found)).map(snippetOf);
      const { query: question, subQueries } = ranking;
      const passages = selectPassages({ question, subQueries, documents, limit: PASSAGES });
      const pack = rankDocuments(ranking, { documents, passages }, tell);

      tell('stage-start', { stage: 'write' });
      const text = extractText(pack, tell);

      tell('stage-start', { stage: 'check' });
      const checked = checkText({ text, pack }, tell);

      const sources = pack.sources.map(({ source }) => source);
      const result = searchResult(search, { sources, ...checked });
      await writer.flush(runId);
      await runs.end(runId, { status: 'completed', result, events });
    },
  };
}
