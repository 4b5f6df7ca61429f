import { log } from '@temporalio/workflow';
import { completeReport } from './activities.js';
import { keepOf, type Researching } from './research-state.js';
import { closeRound } from './round-in-hand.js';
import { addWarnings } from './search-state.js';
import { within } from './within.js';
import { modelOf } from './write-by-model.js';

/** Longest time for each part: who cancels a run waits for it, and what it failed for may still be so. */
const PART_MS = 10_000;

/** The result of a research that is cancelled or fails: what its last round had found, and the sections that are written. */
export async function keepUnfinished(researching: Researching) {
  if (researching.state.plan === null) return {};
  await tried(() => closeRound(researching));
  await tried(() => keepSections(researching));
  return { research: keepOf(researching) };
}

async function keepSections({ input, state }: Researching): Promise<void> {
  const { packKey, sectionsDone: sections } = state;
  if (packKey === null || sections.length === 0 || state.sectionKeys.length > 0) return;
  const { runId } = input;
  const written = await completeReport({ runId, packKey, sections, unfinished: true });
  state.sectionKeys = written.sectionKeys;
  state.contradictionsKey = written.contradictionsKey;
  state.modelUsed = modelOf(sections);
  addWarnings(state, [UNFINISHED]);
}

const UNFINISHED = {
  code: 'report-unfinished',
  message: 'The run ended while the report was being written; it has the sections that were done.',
};

/** What cannot be had must not cost what is there. */
async function tried(step: () => Promise<void>): Promise<void> {
  try {
    await within(PART_MS, step);
  } catch (error) {
    log.warn('something that a run had got is not in its result', { reason: String(error) });
  }
}
