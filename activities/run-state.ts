import type { EndRunInput } from '../contracts/end-run.js';
import type { ResearchResult } from '../contracts/research.js';
import type { KeepResearchInput } from '../contracts/research-steps.js';
import type { KeepSearchInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { composeDocumentAnswer } from './compose-document-answer.js';
import { composeDocumentResult } from './compose-document-result.js';
import { composeLiveResult } from './compose-live-result.js';
import { composeResearchResult } from './compose-research-result.js';
import { composeSearchResult } from './compose-search-result.js';
import { reportEvents } from './report-events.js';

type Results = Pick<EndRunInput, 'search' | 'research' | 'document' | 'answer' | 'image'>;

/** The run's row and its last event. All may run twice: a run begins once and ends once. */
export function createRunStateActivities({
  runs,
  writer,
  objects,
  documents,
}: Pick<Services, 'runs' | 'writer' | 'objects' | 'documents'>) {
  return {
    /** False when the run has ended already, or was deleted. */
    async beginRun({ runId }: { runId: string }): Promise<boolean> {
      return runs.begin(runId);
    },

    /** Keeps what was found so far, readable however the run ends. */
    async keepSearch(input: KeepSearchInput): Promise<void> {
      await runs.keepPartial(input.runId, await composeSearchResult(objects, input));
    },

    async keepResearch(input: KeepResearchInput): Promise<void> {
      await runs.keepPartial(input.runId, await composeResearch(input));
    },

    /** Settles the run after everything it told before; the terminal event is the last one. */
    async endRun({ runId, status, error, ...parts }: EndRunInput): Promise<void> {
      const result = await resultOf(parts);
      await writer.flush(runId);
      const isLive = parts.research?.live !== undefined;
      const isReport = isLive && status === 'completed';
      await runs.end(runId, {
        status,
        error,
        ...(result === undefined ? {} : { result }),
        ...(isReport && hasFindings(result) ? { events: reportEvents(result.findings) } : {}),
      });
    },
  };

  async function resultOf({ search, research, document, answer, image }: Results) {
    if (image !== undefined) return image;
    if (answer !== undefined) return composeDocumentAnswer(objects, answer);
    if (document !== undefined) return composeDocumentResult(documents, document);
    if (search !== undefined) return composeSearchResult(objects, search);
    return research === undefined ? undefined : composeResearch(research);
  }

  function composeResearch(input: KeepResearchInput): Promise<ResearchResult> {
    return input.live === undefined
      ? composeResearchResult(objects, input)
      : composeLiveResult(objects, input, input.live);
  }
}

function hasFindings(result: object | undefined): result is Pick<ResearchResult, 'findings'> {
  return result !== undefined && 'findings' in result;
}
