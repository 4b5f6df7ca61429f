import { EXTRACTIVE } from '../contracts/extractive.js';
import type { ExtractSectionsInput, WrittenSections } from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredPack } from '../contracts/stored-shapes.js';
import { checkAnswer } from '../domain/claims/check-answer.js';
import { borneSentences } from '../domain/research/borne-sentences.js';
import { extractiveSections } from '../domain/research/extractive-sections.js';
import { findContradictions } from '../domain/research/find-contradictions.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Writing the report. */
export function createResearchWritingActivities({
  objects,
  writer,
}: Pick<Services, 'objects' | 'writer'>) {
  return {
    /** Sections made of the best sentences of the sources, each checked like those of a model. */
    async extractSections({
      runId,
      packKey,
      sections,
    }: ExtractSectionsInput): Promise<WrittenSections> {
      const tell = openStep(writer, runId);
      const pack = await getJson(objects, packKey, StoredPack);
      tell('answer-start', { model: EXTRACTIVE });
      const checked = extractiveSections(pack, sections).map(({ heading, text }) => {
        tell('answer-delta', { text: `## ${heading}\n\n${text}\n\n` });
        const { answer, claims, citations } = checkAnswer({ answer: text, pack });
        return { heading, text: answer, claims, citations, modelUsed: EXTRACTIVE };
      });
      tell('answer-end', { model: EXTRACTIVE });

      const claims = checked.flatMap((section) => section.claims);
      const failed = claims.filter(({ verdict }) => verdict !== 'supported').length;
      tell('claims-checked', { claims: claims.length, failed });
      const contradictions = findContradictions(borneSentences(checked), pack);
      const [contradictionsKey, ...sectionKeys] = await Promise.all(
        [contradictions, ...checked].map((value) => putJson(objects, runPrefix(runId), value)),
      );
      return { sectionKeys, contradictionsKey: contradictionsKey ?? '' };
    },
  };
}
