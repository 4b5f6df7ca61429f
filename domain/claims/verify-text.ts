import type { VerifiedClaim, VerifyReply, VerifyRequest } from '../../contracts/verification.js';
import { checkAgainst } from './check-claim.js';
import { cutEvidence } from './cut-evidence.js';
import { indexPassage } from './evidence-index.js';
import { nearestPassages } from './nearest-passages.js';
import { groundingScore } from './scores.js';
import { type AnswerClaim, splitClaims } from './split-claims.js';

/** Passages that are looked at closely for each claim. */
const CLOSE_PASSAGES = 20;

export interface EvidencePart {
  /** Position of the evidence in the request. */
  readonly evidence: number;
  readonly text: string;
  readonly title: string;
}

/** Cosine of a claim, by its position in `splitClaims(text)`, and a passage, by its position in `evidenceParts(request)`. */
export type VerifyMeaning = (claimIndex: number, passageIndex: number) => number;

/** The evidence of a request as passages, in order. */
export function evidenceParts({ evidence }: VerifyRequest): EvidencePart[] {
  return evidence.flatMap(({ text, title = '' }, index) =>
    cutEvidence(text).map((passage) => ({ evidence: index, text: passage, title })),
  );
}

/** Checks each claim of a draft against the evidence given with it; linear in the length of both. */
export function verifyText(
  request: VerifyRequest,
  meaning?: VerifyMeaning | undefined,
): VerifyReply {
  const parts = evidenceParts(request);
  const claims = splitClaims(request.text);
  const chosen = nearestPassages(
    claims.map(({ text }) => text),
    parts.map(({ text }) => text),
    CLOSE_PASSAGES,
  );
  const checked = claims.map((claim, index) =>
    verifyClaim(claim, {
      request,
      parts,
      chosen: chosen[index] ?? [],
      meaning: meaning && ((passage) => meaning(index, passage)),
    }),
  );
  return { claims: checked, grounding_score: groundingScore(checked) };
}

function verifyClaim(
  claim: AnswerClaim,
  {
    request,
    parts,
    chosen,
    meaning,
  }: {
    request: VerifyRequest;
    parts: readonly EvidencePart[];
    chosen: readonly number[];
    meaning: ((passage: number) => number) | undefined;
  },
): VerifiedClaim {
  const near = chosen.flatMap((position) => parts[position] ?? []);
  const { verdict, passage, quote, score } = checkAgainst(claim.text, {
    passages: near.map(({ text, title }, index) => indexPassage(text, index, title)),
    meaning: meaning && chosen.map(meaning),
  });
  const bearer = passage === null ? undefined : near[passage];
  const id = bearer && (request.evidence[bearer.evidence]?.id ?? String(bearer.evidence + 1));
  return { text: claim.text, verdict, evidence_id: id ?? null, quote, score };
}
