import type { Claim } from '../../contracts/claims.js';
import type { EvidencePack } from '../../contracts/evidence.js';
import type { Contradiction, ResearchCitation } from '../../contracts/research.js';
import type { Citation, Source } from '../../contracts/search.js';
import { newNumbers, numbersAsNamed, renumber } from './renumber.js';
import type { ReportSection } from './report-text.js';

interface CheckedSection extends ReportSection {
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
}

interface Numbering {
  readonly pack: EvidencePack;
  readonly sections: readonly CheckedSection[];
  readonly contradictions: readonly Contradiction[];
  /** Numbers sources as the text names them, instead of by rank. */
  readonly asNamed?: boolean | undefined;
}

export interface Numbered {
  readonly sections: readonly ReportSection[];
  readonly claims: readonly Claim[];
  readonly contradictions: readonly Contradiction[];
  readonly citations: ResearchCitation[];
  /** The cited sources, in the order of their numbers. */
  readonly sources: readonly Source[];
}

/**
 * One numbering for a whole report: the cited sources in the order of their rank, or in that of the text, without gaps.
 * Before anything is written, all sources of the pack are listed.
 */
export function numberSources(numbering: Numbering): Numbered {
  const { pack, sections, contradictions } = numbering;
  const numbers = sections.length === 0 ? all(pack) : cited(numbering);
  const excerpts = excerptsOf(sections);
  const listed = [...numbers].flatMap(([old, number]) => {
    const one = pack.sources[old - 1];
    if (one === undefined) return [];
    const excerpt = excerpts.get(old) ?? one.passages[0]?.text ?? one.source.snippet;
    return [{ source: one.source, citation: citationOf(one.source, number, excerpt) }];
  });
  return {
    sections: sections.map(({ heading, text }) => ({ heading, text: renumber(text, numbers) })),
    claims: sections.flatMap(({ claims }) =>
      claims.map((claim) => ({
        ...claim,
        source: claim.source === null ? null : (numbers.get(claim.source) ?? null),
      })),
    ),
    contradictions: contradictions.map(({ topic, first, second }) => ({
      topic,
      first: { ...first, source_id: idOf(first.source_id, numbers) },
      second: { ...second, source_id: idOf(second.source_id, numbers) },
    })),
    citations: listed.map(({ citation }) => citation),
    sources: listed.map(({ source }) => source),
  };
}

function all({ sources }: EvidencePack): ReadonlyMap<number, number> {
  return new Map(sources.map((_, at) => [at + 1, at + 1]));
}

/** Sources named in the text, bearing a verdict, or contradicting each other. */
function cited({
  sections,
  contradictions,
  asNamed = false,
}: Numbering): ReadonlyMap<number, number> {
  const bearers = sections.flatMap(({ claims }) => claims.flatMap(({ source }) => source ?? []));
  const sides = contradictions.flatMap(({ first, second }) => [first.source_id, second.source_id]);
  const number = asNamed ? numbersAsNamed : newNumbers;
  return number([
    ...sections.map(({ text }) => text),
    ...[...bearers, ...sides].map((number) => `[${number}]`),
  ]);
}

/** The passage that each source is first cited for. */
function excerptsOf(sections: readonly CheckedSection[]): ReadonlyMap<number, string> {
  const excerpts = new Map<number, string>();
  for (const { marker, quote } of sections.flatMap(({ citations }) => citations)) {
    if (!excerpts.has(marker)) excerpts.set(marker, quote);
  }
  return excerpts;
}

function citationOf(source: Source, number: number, excerpt: string): ResearchCitation {
  const { title, url, relevance, source_type, evidence, published_at, page } = source;
  const { page_label, document_id, filename } = source;
  return {
    source_id: String(number),
    title,
    url,
    excerpt,
    relevance,
    source_type,
    evidence,
    published_at,
    page,
    ...(page_label === undefined ? {} : { page_label }),
    ...(document_id === undefined ? {} : { document_id, filename }),
    read_at: source.read_at ?? null,
  };
}

function idOf(old: string, numbers: ReadonlyMap<number, number>): string {
  return String(numbers.get(Number(old)) ?? old);
}
