import { sameToken } from './align.js';
import type { EvidencePassage, EvidenceSentence } from './evidence-index.js';
import { mayBeSame, type NameRun, nameRuns } from './name-runs.js';
import { isNamedBy, states } from './named-in.js';
import type { Token } from './tokens.js';

interface Joining {
  readonly claim: readonly Token[];
  /** The names of the claim in order. */
  readonly names: readonly NameRun[];
  readonly passages: readonly EvidencePassage[];
}

/**
 * Whether two sentences may bear a claim together: what the claim takes from one alone must be said there of what
 * the claim says it of. "Arden is a magazine" and "Belmont was founded by Lee" do not say that Lee founded Arden.
 */
export function areJoinable(
  claim: readonly Token[],
  [a, b]: readonly [EvidenceSentence, EvidenceSentence],
  passages: readonly EvidencePassage[],
): boolean {
  const joining = { claim, names: nameRuns(claim), passages };
  return adds(a, b, joining) && adds(b, a, joining);
}

/** Whether all that a claim takes from this sentence alone is said of the same thing in both. */
function adds(
  sentence: EvidenceSentence,
  other: EvidenceSentence,
  { claim, names, passages }: Joining,
): boolean {
  const taken = claim.flatMap((token, at) =>
    token.weight > 0 && states(sentence, token) && !states(other, token) ? [at] : [],
  );
  const isSaid = (at: number) => {
    const subject = subjectOf(claim, names, at);
    if (subject === undefined) return sentence.passage === other.passage;
    if (subject.words.every((word) => isNamedBy(word, sentence, passages))) return true;
    const before = names.filter(({ to }) => to <= at);
    return before.some(({ words }) =>
      words.every((word) => states(sentence, word) && states(other, word)),
    );
  };
  return taken.every(isSaid) && speaksOfClaim(sentence, taken, { claim, names });
}

const PART_WORDS = new Set(['and', 'but', 'while', 'whereas', 'although', 'though', 'because']);

/**
 * The name that a word of the claim is said of: the first of its part, or the claim's first where the part has none.
 * A conjunction opens a part.
 */
function subjectOf(
  claim: readonly Token[],
  names: readonly NameRun[],
  at: number,
): NameRun | undefined {
  const opens = ({ lower }: Token) => PART_WORDS.has(lower);
  const start = Math.max(0, claim.slice(0, at + 1).findLastIndex(opens));
  const length = claim.slice(at + 1).findIndex(opens);
  const end = length === -1 ? claim.length : at + 1 + length;
  return names.find(({ from }) => from >= start && from < end) ?? names[0];
}

/** Whether the claim names what the sentence says it of, where the sentence names it at all. */
function speaksOfClaim(
  { tokens }: EvidenceSentence,
  taken: readonly number[],
  { claim, names }: Pick<Joining, 'claim' | 'names'>,
): boolean {
  const first = tokens.findIndex((token) =>
    taken.some((at) => claim[at] && sameToken(claim[at], token)),
  );
  const before = nameRuns(tokens).filter(({ from }) => from <= first);
  return before.length === 0 || before.some((run) => names.some((name) => mayBeSame(run, name)));
}
