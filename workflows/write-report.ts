import type { RankedEvidence } from '../contracts/search-steps.js';
import { outlineByRules } from '../domain/research/outline.js';
import { extractSections, rankResearch, withEmbedder } from './activities.js';
import { byMeaningOrKeywords, RANKED_BY_KEYWORDS } from './by-meaning.js';
import { RANK_SHARE } from './clock.js';
import type { Researching } from './research-state.js';
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
  return byMeaningOrKeywords(state, {
    async byMeaning() {
      const ranked = await underControl(researching, RANK_SHARE, () =>
        withEmbedder.rankResearch(ranking(true)),
      );
      return ranked.done ? ranked.value : undefined;
    },
    byKeywords: () => rankResearch(ranking(false)),
    message: RANKED_BY_KEYWORDS,
  });
}

/** Writes the sections of the report from the pack and checks them. */
export async function writeSections({ input, state }: Researching, packKey: string): Promise<void> {
  const { runId, request } = input;
  const sections = outlineByRules(request.query, state.plan?.steps ?? []);
  const written = await extractSections({ runId, packKey, sections });
  state.sectionKeys = written.sectionKeys;
  state.contradictionsKey = written.contradictionsKey;
}
