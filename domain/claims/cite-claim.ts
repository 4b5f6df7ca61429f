import { type CheckedClaim, checkAgainst } from './check-claim.js';
import type { EvidencePassage } from './evidence-index.js';
import type { AnswerClaim } from './split-claims.js';

/** A cited source that covers less of the claim than this adds nothing to it. */
const LEAST_SHARE = 0.35;

/** A source that a claim cites, and the passage of it that the claim rests on. */
export interface Cite {
  readonly source: number;
  readonly quote: string;
}

export interface CitedClaim {
  readonly claim: AnswerClaim;
  readonly checked: CheckedClaim;
  /** The source that bears the verdict; null when none does. */
  readonly source: number | null;
  /** What the claim is to cite; empty when nothing supports it. */
  readonly cites: readonly Cite[];
  /** Whether it cited a source that does not bear it, and now cites one that does. */
  readonly corrected: boolean;
}

export interface CheckedPack {
  readonly indexed: readonly EvidencePassage[];
  /** The source of each passage. */
  readonly sources: readonly number[];
  /** Cosine of the claim and each passage, when known. */
  readonly meaning: readonly number[] | undefined;
}

/** The sources that bear a claim: those it cites if they do, else those of the whole pack that do. */
export function citeClaim(claim: AnswerClaim, pack: CheckedPack): CitedClaim {
  const known = claim.markers.filter((marker) => pack.sources.includes(marker));
  const byCited = known.length > 0 ? checkSources(claim, pack, known) : undefined;
  if (byCited?.verdict === 'supported') return keepCites(claim, pack, { known, checked: byCited });

  const byAll = checkSources(claim, pack);
  const checked =
    byAll.verdict !== 'supported' && byCited?.verdict === 'contradicted' ? byCited : byAll;
  const supported = checked.verdict === 'supported';
  return {
    claim,
    checked,
    source: sourceOf(pack, checked.passage),
    cites: supported ? citesOf(pack, checked) : [],
    corrected: supported && claim.markers.length > 0,
  };
}

/** Keeps the cited sources that bear the claim or a part of it. */
function keepCites(
  claim: AnswerClaim,
  pack: CheckedPack,
  { known, checked }: { known: readonly number[]; checked: CheckedClaim },
): CitedClaim {
  const bearing = citesOf(pack, checked);
  const cites = known.flatMap((source) => {
    const found = bearing.find((cite) => cite.source === source);
    if (found) return [found];
    const own = checkSources(claim, pack, [source]);
    return own.covered >= LEAST_SHARE ? citesOf(pack, own).slice(0, 1) : [];
  });
  const corrected = cites.length < claim.markers.length;
  return { claim, checked, source: sourceOf(pack, checked.passage), cites, corrected };
}

function checkSources(
  claim: AnswerClaim,
  pack: CheckedPack,
  among?: readonly number[],
): CheckedClaim {
  const positions = pack.sources.flatMap((source, index) =>
    among?.includes(source) ? [index] : [],
  );
  return checkAgainst(claim.text, {
    passages: pack.indexed,
    meaning: pack.meaning,
    only: among && new Set(positions),
  });
}

function citesOf(pack: CheckedPack, { nearest }: CheckedClaim): Cite[] {
  return nearest.flatMap(({ passage, quote }) => {
    const source = sourceOf(pack, passage);
    return source === null ? [] : [{ source, quote }];
  });
}

function sourceOf({ sources }: CheckedPack, passage: number | null): number | null {
  return passage === null ? null : (sources[passage] ?? null);
}
