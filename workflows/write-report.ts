import type { RankedEvidence } from '../contracts/search-steps.js';
import { extractSections, rankResearch, withEmbedder } from './activities.js';
import { byMeaningOrKeywords, RANKED_BY_KEYWORDS } from './by-meaning.js';
import { RANK_SHARE } from './clock.js';
import { outlineReport } from './outline-report.js';
import type { Researching } from './research-state.js';
import { underControl } from './under-control.js';
import { writeByModel } from './write-by-model.js';

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
    passages: passagesOf(researching),
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

/** What each round has kept makes the report. */
function passagesOf({ budget, state }: Researching): number | undefined {
  return budget.passages === undefined
    ? undefined
    : budget.passages * Math.max(1, state.rounds.length);
}

/** Writes the sections of the report from the pack and checks them: by the model, or of sentences of the sources. */
export async function writeReport(researching: Researching, packKey: string): Promise<void> {
  const { input, state } = researching;
  const { runId } = input;
  const sections = await outlineReport(researching, packKey);
  const written =
    state.models.chat === null
      ? await extractSections({ runId, packKey, sections })
      : await writeByModel(researching, { packKey, sections, model: state.models.chat });
  state.sectionKeys = written.sectionKeys;
  state.contradictionsKey = written.contradictionsKey;
}
