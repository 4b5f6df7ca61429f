import { ApplicationFailure } from '@temporalio/workflow';
import type { ResearchState } from './research-state.js';

/** Fails a run for which no engine has looked and that has found nothing: that is no verdict on the question. */
export function assertSearched({ looked, sourcesFound, warnings }: ResearchState): void {
  if (looked || sourcesFound > 0) return;
  const failed = warnings
    .filter(({ code }) => code === 'engine-failed')
    .map(({ subject, message }) => `${subject}: ${message}`);
  const reasons = failed.length === 0 ? 'none is set up' : [...new Set(failed)].sort().join('; ');
  throw ApplicationFailure.nonRetryable(`No search provider answered: ${reasons}`, 'unavailable');
}
