import type { CandidatePassage, EvidenceDocument } from '../../contracts/evidence.js';
import type { Coverage, ResearchStep } from '../../contracts/research.js';
import type { JudgedStep, StepQuery } from '../../contracts/research-steps.js';
import { bareSubject } from '../search/page-subject.js';
import { matchQuestion, type QuestionMatches, shareOf } from '../search/question-match.js';
import { contentStems } from '../text/words.js';

/** Share of a step's words, weighted by rarity, from which it counts as covered, and as covered in part. */
export const COVERED = 0.9;
export const PARTLY = 0.45;
/** Pages that follow each other by name, at most, to count as one answer. */
const CHAIN = 3;
const MISSING_WORDS = 6;
/** What is said of a step that no query was for. */
export const NOT_ASKED = 'Its turn has not come';

export interface Judging {
  readonly steps: readonly ResearchStep[];
  /** All queries so far; a step without one has not had its turn. */
  readonly asked: readonly StepQuery[];
  readonly documents: readonly EvidenceDocument[];
  readonly passages: readonly CandidatePassage[];
}

/**
 * What is covered of each step, by rules: how much of its words, weighted by rarity and names, stands in one passage,
 * or in passages of pages that name each other. A snippet covers a step in part at most: nobody has read the page.
 */
export function judgeSteps(judging: Judging): JudgedStep[] {
  return judging.steps.map((step) => judgeStep(step, judging));
}

function judgeStep(step: ResearchStep, { asked, documents, passages }: Judging): JudgedStep {
  const { step_number, search_query } = step;
  if (!asked.some((query) => query.step === step_number))
    return { step_number, state: 'not', missing: NOT_ASKED };
  const matches = matchQuestion(search_query, documents, passages);
  const chain = bestChain(matches, documents, passages);
  const found = new Set(chain.flatMap(({ stems }) => stems));
  const share = shareOf(found, matches);
  const isRead = chain.some(({ document }) => documents[document]?.evidence === 'page');
  const state = stateOf(share, isRead);
  return {
    step_number,
    state,
    missing: state === 'covered' ? '' : missingWords(search_query, found),
  };
}

function stateOf(share: number, isRead: boolean): Coverage {
  if (share >= COVERED) return isRead ? 'covered' : 'partly';
  return share >= PARTLY ? 'partly' : 'not';
}

interface Link {
  readonly document: number;
  readonly stems: readonly string[];
}

/** The best passage, then passages of pages that it names, as long as each adds words of the query. */
function bestChain(
  matches: QuestionMatches,
  documents: readonly EvidenceDocument[],
  passages: readonly CandidatePassage[],
): Link[] {
  const links = passages.map(({ document, text }) => ({
    document,
    text,
    stems: [...contentStems(documents[document]?.title ?? ''), ...contentStems(text)],
  }));
  const chain: (typeof links)[number][] = [];
  while (chain.length < CHAIN) {
    const found = new Set(chain.flatMap(({ stems }) => stems));
    const before = shareOf(found, matches);
    const open =
      chain.length === 0 ? links : links.filter((link) => follows(link, chain, documents));
    const best = bestOf(open, (link) => shareOf(new Set([...found, ...link.stems]), matches));
    if (best === undefined || best.value <= before) break;
    chain.push(best.item);
  }
  return chain;
}

function follows(
  { document }: Link,
  chain: readonly (Link & { readonly text: string })[],
  documents: readonly EvidenceDocument[],
): boolean {
  const subject = bareSubject(documents[document]?.title ?? '');
  return (
    subject !== '' &&
    chain.some((link) => link.document === document || link.text.includes(subject))
  );
}

function bestOf<T>(
  items: readonly T[],
  measure: (item: T) => number,
): { item: T; value: number } | undefined {
  let best: { item: T; value: number } | undefined;
  for (const item of items) {
    const value = measure(item);
    if (best === undefined || value > best.value) best = { item, value };
  }
  return best;
}

function missingWords(query: string, found: ReadonlySet<string>): string {
  const all = query.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  const missing = all.filter((word) => {
    const stems = contentStems(word);
    return stems.length > 0 && stems.every((stem) => !found.has(stem));
  });
  return [...new Set(missing)].slice(0, MISSING_WORDS).join(', ');
}
