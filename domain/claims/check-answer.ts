import type { Claim } from '../../contracts/claims.js';
import type { EvidencePack } from '../../contracts/evidence.js';
import type { Citation } from '../../contracts/search.js';
import { citationsOf } from './citations.js';
import { type CitedClaim, citeClaim } from './cite-claim.js';
import { markerSplices } from './marker-splices.js';
import { findMarkers } from './markers.js';
import { indexPack, packPassages } from './pack-passages.js';
import { type Splice, splice } from './splice.js';
import { splitClaims } from './split-claims.js';

export interface CheckedAnswer {
  readonly claims: Claim[];
  /** The answer with every marker put right and every sentence without support marked; nothing else is changed. */
  readonly answer: string;
  readonly citations: Citation[];
  /** Claims that cited a source which does not bear them and now cite one that does. */
  readonly corrected: number;
}

/** Cosine of a claim, by its position in `splitClaims(answer)`, and a passage, by its position in `packPassages(pack)`. */
export type Meaning = (claimIndex: number, passageIndex: number) => number;

/** Checks every claim of an answer, first against the sources it cites, then against all, and puts the citations right. */
export function checkAnswer({
  answer,
  pack,
  meaning,
}: {
  answer: string;
  pack: EvidencePack;
  meaning?: Meaning | undefined;
}): CheckedAnswer {
  const passages = packPassages(pack);
  const indexed = indexPack(pack);
  const claims = splitClaims(answer);
  const cited = claims.map((claim, index) =>
    citeClaim(claim, {
      indexed,
      sources: passages.map(({ source }) => source),
      meaning: meaning && passages.map((_, passage) => meaning(index, passage)),
    }),
  );
  const markers = findMarkers(answer);
  const splices: Splice[] = markerSplices({
    answer,
    markers,
    cited,
    sourceCount: pack.sources.length,
  });
  const checked = splice(answer, splices);
  return {
    claims: cited.map(toClaim),
    answer: checked,
    citations: citationsOf({ answer: checked, cited, pack }),
    corrected: cited.filter(({ corrected }) => corrected).length,
  };
}

function toClaim({ claim, checked, source }: CitedClaim): Claim {
  const { verdict, quote, score } = checked;
  return { text: claim.text, verdict, source, quote, score };
}
