import type { EvidencePack } from '../../contracts/evidence.js';
import type { Section } from '../../contracts/research-steps.js';
import { type AnswerSentence, answerSentences } from '../answers/answer-sentences.js';
import { chooseSentences } from '../answers/choose-sentences.js';
import { findMarkers, withoutMarkers } from '../claims/markers.js';
import { splitSentences } from '../text/sentences.js';
import { sectionPack } from './section-pack.js';

/** The heading of what the best sources say besides. */
export const FURTHER = 'Further evidence';
/** The best sources, each of which a report cites when it has a sentence to quote. */
const ALWAYS_CITED = 10;

type Cited = Pick<AnswerSentence, 'text' | 'source'>;

/** Characters of what stands for a source without a sentence. */
const LONGEST = 300;

export interface SectionText {
  readonly heading: string;
  /** Markdown with the numbers of the pack's sources. */
  readonly text: string;
}

/**
 * The sections of a report without a model: for each the sentences of its evidence that cover it best, word for word,
 * with their source, none used twice. A section for which nothing was found is left out. The best sources that no
 * section cites end the report, with one sentence each.
 */
export function extractiveSections(
  pack: EvidencePack,
  sections: readonly Section[],
): SectionText[] {
  const used = new Set<string>();
  const written: SectionText[] = [];
  for (const section of sections) {
    const extracted = extractiveSection(pack, section, used);
    if (extracted === undefined) continue;
    for (const text of extracted.sentences) used.add(text);
    written.push(extracted.section);
  }
  const further = furtherEvidence(pack, written);
  return further === undefined ? written : [...written, further];
}

/** One section, with the sentences it is made of; undefined when its evidence has none that were not used before. */
export function extractiveSection(
  pack: EvidencePack,
  { heading, query }: Section,
  used: ReadonlySet<string>,
): { readonly section: SectionText; readonly sentences: readonly string[] } | undefined {
  const chosen = chooseFrom(sectionPack(pack, query), used);
  if (chosen.length === 0) return undefined;
  return {
    section: { heading, text: paragraphs(chosen) },
    sentences: chosen.map(({ text }) => text),
  };
}

/** One sentence of each of the best sources that no section cites; undefined when all are cited. */
export function furtherEvidence(
  pack: EvidencePack,
  sections: readonly SectionText[],
): SectionText | undefined {
  const cited = new Set(
    sections.flatMap(({ text }) => findMarkers(text).flatMap(({ numbers }) => numbers)),
  );
  const further = furtherSentences(pack, cited);
  return further.length === 0 ? undefined : { heading: FURTHER, text: listOf(further) };
}

function chooseFrom(pack: EvidencePack, used: ReadonlySet<string>): AnswerSentence[] {
  const open = answerSentences(pack).filter(({ text }) => !used.has(text));
  const alone = chooseSentences(open.filter(({ standsAlone }) => standsAlone));
  return alone.length > 0 ? alone : chooseSentences(open);
}

/** The sentences of each source together, in the order of its text; the source of the best sentence first. */
function paragraphs(chosen: readonly AnswerSentence[]): string {
  const bySource = new Map<number, AnswerSentence[]>();
  for (const sentence of chosen)
    bySource.set(sentence.source, [...(bySource.get(sentence.source) ?? []), sentence]);
  return [...bySource.values()]
    .map((group) =>
      [...group]
        .sort((a, b) => a.position - b.position)
        .map(cite)
        .join(' '),
    )
    .join('\n\n');
}

function furtherSentences(pack: EvidencePack, cited: ReadonlySet<number>): Cited[] {
  const sentences = answerSentences(pack);
  return pack.sources
    .slice(0, ALWAYS_CITED)
    .flatMap((_, at) => (cited.has(at + 1) ? [] : [at + 1]))
    .flatMap((number) => {
      const best = bestOf(sentences.filter(({ source }) => source === number));
      return best ?? firstSentence(pack, number);
    });
}

/** Of a source without a sentence that answers by itself, the beginning of its best passage: a table has none. */
function firstSentence({ sources }: EvidencePack, number: number): Cited[] {
  const [first] = splitSentences(sources[number - 1]?.passages[0]?.text ?? '');
  if (first === undefined) return [];
  const text = withoutMarkers(first.text).replace(/\s+/g, ' ');
  if (text.length <= LONGEST) return [{ text, source: number }];
  const cut = text.lastIndexOf(' ', LONGEST);
  return [{ text: `${text.slice(0, cut > 0 ? cut : LONGEST)} …`, source: number }];
}

function bestOf(sentences: readonly AnswerSentence[]): AnswerSentence | undefined {
  const alone = sentences.filter(({ standsAlone }) => standsAlone);
  const worth = ({ matched, prior }: AnswerSentence): number =>
    prior * (1 + [...matched.values()].reduce((sum, value) => sum + value, 0));
  return [...(alone.length > 0 ? alone : sentences)].sort((a, b) => worth(b) - worth(a))[0];
}

function listOf(sentences: readonly Cited[]): string {
  return sentences.map((sentence) => `- ${cite(sentence)}`).join('\n');
}

function cite({ text, source }: Cited): string {
  return `${text} [${source}]`;
}
