import type { EvidenceDocument } from '../contracts/evidence.js';
import type { StepThreads } from '../contracts/step-threads.js';
import {
  type AnswerToCheck,
  checkWithMeaning,
  passagesToEmbed,
  rankSources,
  selectPassages,
  verifyJson,
} from './thread-steps.js';

/**
 * From these sizes on, in characters, a step takes some 50 ms of a processor (measured on an AMD EPYC): longer than
 * everything else in the process should wait, and long enough for the way to a thread not to matter.
 */
const LARGE = { documents: 300_000, check: 60_000, request: 10_000 };
/** A character of an answer costs as much as so many of its evidence, with which each sentence is compared. */
const ANSWER_WEIGHT = 20;

/** The steps that are bound by the processor, here when they are small and in a thread when they are large. */
export function createSizedSteps(threads: StepThreads) {
  function sized<Input, Output>(
    step: (input: Input) => Output,
    isLarge: (input: Input) => boolean,
  ) {
    return async (input: Input, signal: AbortSignal): Promise<Output> =>
      isLarge(input) ? threads.run(step, input, signal) : step(input);
  }
  return {
    selectPassages: sized(selectPassages, hasLargeDocuments),
    passagesToEmbed: sized(passagesToEmbed, hasLargeDocuments),
    rankSources: sized(rankSources, hasLargeDocuments),
    checkWithMeaning: sized(checkWithMeaning, isLargeCheck),
    verifyJson: sized(verifyJson, (request) => request.length > LARGE.request),
  };
}

function hasLargeDocuments({ documents }: { documents: readonly EvidenceDocument[] }): boolean {
  return documents.reduce((sum, { text }) => sum + text.length, 0) > LARGE.documents;
}

function isLargeCheck({ answer, pack }: AnswerToCheck): boolean {
  const passages = pack.sources.flatMap((source) => source.passages);
  const evidence = passages.reduce((sum, { text }) => sum + text.length, 0);
  return evidence + ANSWER_WEIGHT * answer.length > LARGE.check;
}
