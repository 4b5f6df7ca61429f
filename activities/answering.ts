import type { EvidencePack } from '../contracts/evidence.js';
import type { NewRunEvent } from '../contracts/run-events.js';
import type { AnswerAtOnceInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { checkAnswer } from '../domain/claims/check-answer.js';
import { rankSources } from '../domain/search/rank-sources.js';
import { selectPassages } from '../domain/search/select-passages.js';
import { searchResult } from './compose-search-result.js';
import { extractText } from './extract-text.js';
import { keepSearchEvidence } from './keep-search-evidence.js';
import { evidenceOf } from './load-documents.js';
import { mergeFound } from './merge-found.js';
import { PASSAGES } from './ranking.js';
import { putJson, runPrefix } from './stored-json.js';
import { tellChecked } from './tell-checked.js';
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
      const merged = await mergeFound(objects, found);
      const { query: question, subQueries } = ranking;
      const key = await putJson(objects, runPrefix(runId), merged);
      await keepSearchEvidence(objects, { runId, ...ranking, merged: { key, urls: [] }, read: [] });
      const documents = await evidenceOf(objects, merged, []);
      const passages = selectPassages({ question, subQueries, documents, limit: PASSAGES });
      const nowMs = Date.now();
      const ranked = rankSources({ question, ...ranking, documents, passages, nowMs });
      const pack: EvidencePack = { question, language: ranking.language, sources: ranked };
      const sources = ranked.map(({ source }) => source);
      tell('sources-ranked', { sources });

      tell('stage-start', { stage: 'write' });
      const text = extractText(pack, tell);

      tell('stage-start', { stage: 'check' });
      const checked = checkAnswer({ answer: text, pack });
      tellChecked(text, checked, tell);

      const result = searchResult(search, { pack, ...checked });
      await writer.flush(runId);
      await runs.end(runId, { status: 'completed', result, events });
    },
  };
}
