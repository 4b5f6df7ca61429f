import { sameToken } from './align.js';
import { coverage } from './coverage.js';
import type { EvidencePassage, EvidenceSentence } from './evidence-index.js';
import { areJoinable } from './joinable.js';
import { type Judgement, judgeClaim } from './judge-claim.js';
import type { Token } from './tokens.js';

/** Sentences that are looked at closely, and of these those that are tried together with another. */
const CLOSE_LOOKS = 8;
const PAIRED = 3;
/** How near a word must stand to a number in the claim to say what the number counts. */
const NEIGHBOURHOOD = 4;
/** Share in the same order from which a claim copies a sentence, and the lead it needs over another. */
const COPIED = 0.85;
const NEARER = 0.1;

export interface Evidence {
  readonly passages: readonly EvidencePassage[];
  /** Cosine of the claim and each passage, in their order, when known. */
  readonly meaning?: readonly number[] | undefined;
  /** Positions of the passages to look at; all without it. */
  readonly only?: ReadonlySet<number> | undefined;
}

/** The strongest judgement of a claim over all sentences, alone and in pairs; undefined when there is no sentence. */
export function bestJudgement(
  words: readonly Token[],
  { passages, meaning, only }: Evidence,
): Judgement | undefined {
  const claim = withOpeningName(words, passages);
  const sentences = nearestSentences(claim, passages, only);
  const judge = (...chosen: EvidenceSentence[]) => {
    const closeness = chosen.flatMap(({ passage }) => meaning?.[passage] ?? []);
    return judgeClaim({
      claim,
      sentences: chosen,
      passages,
      meaning: closeness.length === 0 ? undefined : Math.max(...closeness),
    });
  };
  const alone = sentences.map((sentence) => judge(sentence));
  // A sentence that says otherwise stays what it is beside any other.
  const denying = new Set(sentences.filter((_, index) => alone[index]?.verdict === 'contradicted'));
  const together = alone.some(({ verdict }) => verdict === 'supported')
    ? []
    : sentences
        .filter((sentence) => !denying.has(sentence))
        .slice(0, PAIRED)
        .flatMap((sentence) =>
          partners(claim, sentence, { sentences, passages })
            .filter(
              (other) =>
                !denying.has(other) &&
                keepsCounts(claim, sentence, other) &&
                areJoinable(claim, [sentence, other], passages),
            )
            .map((other) => judge(sentence, other)),
        );
  return [...alone, ...together].reduce<Judgement | undefined>(
    (best, judgement) => (best && !isStronger(judgement, best) ? best : judgement),
    undefined,
  );
}

/** The word that opens a claim has a capital anyway; the evidence shows whether it is a name. */
function withOpeningName(
  [first, ...rest]: readonly Token[],
  passages: readonly EvidencePassage[],
): Token[] {
  if (!first) return [];
  const isName = first.kind === 'content' && passages.some(({ named }) => named.has(first.lower));
  return [isName ? { ...first, kind: 'name' } : first, ...rest];
}

function nearestSentences(
  claim: readonly Token[],
  passages: readonly EvidencePassage[],
  only: ReadonlySet<number> | undefined,
): EvidenceSentence[] {
  const wanted = claim.filter(({ weight }) => weight > 0);
  return passages
    .filter((_, index) => only?.has(index) ?? true)
    .flatMap(({ sentences }) => sentences)
    .map((sentence) => ({ sentence, share: roughShare(wanted, sentence) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, CLOSE_LOOKS)
    .map(({ sentence }) => sentence);
}

function roughShare(wanted: readonly Token[], { lemmas }: EvidenceSentence): number {
  return wanted.reduce((sum, { lemma, weight }) => sum + (lemmas.has(lemma) ? weight : 0), 0);
}

/** Sentences that may complete one: its neighbours, and the one that covers most of what it lacks. */
function partners(
  claim: readonly Token[],
  sentence: EvidenceSentence,
  {
    sentences,
    passages,
  }: { sentences: readonly EvidenceSentence[]; passages: readonly EvidencePassage[] },
): EvidenceSentence[] {
  const passage = passages[sentence.passage];
  const missing = coverage(claim, sentence.tokens, { sentences: [sentence], passages }).missing;
  if (missing.length === 0) return [];
  const nearby = [sentence.position - 1, sentence.position + 1].flatMap(
    (position) => passage?.sentences[position] ?? [],
  );
  const others = new Set([...nearby, ...sentences]);
  others.delete(sentence);
  return [...others]
    .map((other) => ({ other, gain: gainOf(missing, other) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, 2)
    .map(({ other }) => other);
}

/** What a second sentence adds. */
function gainOf(missing: readonly Token[], other: EvidenceSentence): number {
  return missing
    .filter((token) => states(other, token))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** Whether each number stands, in a sentence that has it, beside a word that it stands beside in the claim. */
function keepsCounts(claim: readonly Token[], ...sentences: EvidenceSentence[]): boolean {
  return claim.every((token, at) => {
    const stating = sentences.filter((sentence) => token.quantity && states(sentence, token));
    if (stating.length === 0) return true;
    const around = claim.slice(Math.max(0, at - NEIGHBOURHOOD), at + NEIGHBOURHOOD + 1);
    return stating.some(({ lemmas }) =>
      around.some(
        ({ kind, lemma, weight }) => kind === 'content' && weight > 0 && lemmas.has(lemma),
      ),
    );
  });
}

function states({ tokens }: EvidenceSentence, token: Token): boolean {
  return tokens.some((candidate) => sameToken(token, candidate));
}

function isStronger(a: Judgement, b: Judgement): boolean {
  if (rank(a) !== rank(b))
    return isNearerDenial(a, b) || (rank(a) > rank(b) && !isNearerDenial(b, a));
  return a.verdict === 'supported' ? a.score > b.score : a.covered > b.covered;
}

/** The sentence that a claim copies but for one thing says more about it than words gathered from others. */
function isNearerDenial(a: Judgement, b: Judgement): boolean {
  if (a.verdict !== 'contradicted' || b.verdict !== 'supported') return false;
  return a.order >= COPIED && a.order > b.order + NEARER;
}

function rank({ verdict }: Judgement): number {
  return ['unsupported', 'contradicted', 'supported'].indexOf(verdict);
}
