import { isCancellation } from '@temporalio/workflow';
import type { RankedEvidence } from '../contracts/search-steps.js';
import { outlineByRules } from '../domain/research/outline.js';
import { extractSections, rankResearch, withEmbedder } from './activities.js';
import type { Researching } from './research-state.js';
import { addWarnings } from './search-state.js';
import { underControl } from './under-control.js';

/** Chooses the sources of the report, by meaning when there is an embedder and time, else by keywords. */
export async function rankReport(
  researching: Researching,
  evidenceKey: string,
): Promise<RankedEvidence> {
  const { input, budget, state } = researching;
  const ranking = (useEmbedder: boolean) => ({
    runId: input.runId,
    evidenceKey,
    maxSources: budget.maxSources,
    useEmbedder,
  });
  if (state.models.embedding === null) return rankResearch(ranking(false));
  try {
    const ranked = await underControl(researching, 0.88, () =>
      withEmbedder.rankResearch(ranking(true)),
    );
    if (ranked.done) return ranked.value;
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  addWarnings(state, [
    {
      code: 'ranked-by-keywords',
      message: 'Embeddings failed or took too long, so sources were ranked by keywords.',
      subject: state.models.embedding,
    },
  ]);
  return rankResearch(ranking(false));
}

/** Writes the sections of the report from the pack and checks them. */
export async function writeSections({ input, state }: Researching, packKey: string): Promise<void> {
  const { runId, request } = input;
  const sections = outlineByRules(request.query, state.plan?.steps ?? []);
  const written = await extractSections({ runId, packKey, sections });
  state.sectionKeys = written.sectionKeys;
  state.contradictionsKey = written.contradictionsKey;
}
