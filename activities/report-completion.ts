import type { EvidencePack } from '../contracts/evidence.js';
import { EXTRACTIVE } from '../contracts/extractive.js';
import type { ObjectStore } from '../contracts/objects.js';
import type {
  CheckedSection,
  CompleteReportInput,
  ExtractSectionInput,
} from '../contracts/report-steps.js';
import type { WrittenSections } from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredCheck, StoredPack } from '../contracts/stored-shapes.js';
import { checkAnswer } from '../domain/claims/check-answer.js';
import { borneSentences } from '../domain/research/borne-sentences.js';
import {
  extractiveSection,
  furtherEvidence,
  type SectionText,
} from '../domain/research/extractive-sections.js';
import { findContradictions } from '../domain/research/find-contradictions.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { inSection, withHeading } from './tell-section.js';
import { openStep, type TellStep } from './tell-step.js';

/** What a report gets beside the sections that a model wrote. */
export function createReportCompletionActivities({
  objects,
  writer,
}: Pick<Services, 'objects' | 'writer'>) {
  return {
    /** A section made of sentences of the sources, in the place of one by a model; null when they say nothing of it. */
    async extractSection(input: ExtractSectionInput): Promise<CheckedSection | null> {
      const { runId, packKey, section, number, before } = input;
      const pack = await getJson(objects, packKey, StoredPack);
      const earlier = await loadSections(objects, before);
      const used = new Set(earlier.flatMap(({ claims }) => claims.map(({ text }) => text)));
      const extracted = extractiveSection(pack, section, used);
      const place = { number, heading: section.heading };
      const tell = inSection(openStep(writer, runId), place);
      if (extracted === undefined) return null;
      tellText(extracted.section, tell);
      return { ...place, modelUsed: EXTRACTIVE, checkKey: await check(runId, extracted, pack) };
    },

    /**
     * Adds what the best sources say besides and where sources contradict each other, and keeps it all. A report that
     * is to stay unfinished is kept as it is.
     */
    async completeReport(input: CompleteReportInput): Promise<WrittenSections> {
      const { runId, packKey } = input;
      const pack = await getJson(objects, packKey, StoredPack);
      const sections = await loadSections(objects, input.sections);
      const further = input.unfinished === true ? undefined : furtherEvidence(pack, sections);
      if (further !== undefined) {
        tellText(further, inSection(openStep(writer, runId), place(sections.length + 1, further)));
        sections.push({ ...further, ...checked(further, pack), modelUsed: EXTRACTIVE });
      }
      const contradictions = findContradictions(borneSentences(sections), pack);
      const [contradictionsKey, ...sectionKeys] = await Promise.all(
        [contradictions, ...sections].map((value) => putJson(objects, runPrefix(runId), value)),
      );
      return { sectionKeys, contradictionsKey: contradictionsKey ?? '' };
    },
  };

  async function check(
    runId: string,
    { section }: { readonly section: SectionText },
    pack: EvidencePack,
  ): Promise<string> {
    const { answer, claims, citations } = checkAnswer({ answer: section.text, pack });
    return putJson(objects, runPrefix(runId), { answer, claims, citations });
  }
}

function checked({ text }: SectionText, pack: EvidencePack) {
  const { answer, claims, citations } = checkAnswer({ answer: text, pack });
  return { text: answer, claims, citations };
}

function place(number: number, { heading }: SectionText) {
  return { number, heading };
}

function tellText({ heading, text }: SectionText, tell: TellStep): void {
  tell('answer-start', { model: EXTRACTIVE, heading });
  tell('answer-delta', { text: withHeading(heading, text) });
  tell('answer-end', { model: EXTRACTIVE });
}

export async function loadSections(objects: ObjectStore, sections: readonly CheckedSection[]) {
  return Promise.all(
    sections.map(async ({ heading, checkKey, modelUsed }) => {
      const { answer, claims, citations } = await getJson(objects, checkKey, StoredCheck);
      return { heading, text: answer, claims, citations, modelUsed };
    }),
  );
}
