import type { VerifiedClaim, VerifyReply, VerifyRequest } from '../../contracts/verification.js';
import { checkAgainst } from './check-claim.js';
import { type PassageIndexer, passageIndexer } from './passage-indexer.js';
import { groundingScore } from './scores.js';
import { type VerifyCandidates, verifyCandidates } from './verify-candidates.js';

/** Cosine of a claim and a passage, by their positions in `verifyCandidates(request)`; asked for its chosen pairs only. */
export type VerifyMeaning = (claimIndex: number, passageIndex: number) => number;

interface Checking {
  readonly request: VerifyRequest;
  readonly candidates: VerifyCandidates;
  readonly index: PassageIndexer;
  readonly meaning: VerifyMeaning | undefined;
}

/** Checks each claim of a draft against the evidence given with it; linear in the length of both. */
export function verifyText(
  request: VerifyRequest,
  meaning?: VerifyMeaning | undefined,
): VerifyReply {
  const candidates = verifyCandidates(request);
  const checking = { request, candidates, index: passageIndexer(), meaning };
  const claims = candidates.claims.map((text, position) => verifyClaim(text, position, checking));
  return { claims, grounding_score: groundingScore(claims) };
}

function verifyClaim(
  text: string,
  position: number,
  { request, candidates, index, meaning }: Checking,
): VerifiedClaim {
  const chosen = candidates.chosen[position] ?? [];
  const near = chosen.flatMap((at) => candidates.passages[at] ?? []);
  const { verdict, passage, quote, score } = checkAgainst(text, {
    passages: near.map((part, at) => index(part, at)),
    meaning: meaning && chosen.map((at) => meaning(position, at)),
  });
  const bearer = passage === null ? undefined : near[passage];
  const id = bearer && (request.evidence[bearer.evidence]?.id ?? String(bearer.evidence + 1));
  return { text, verdict, evidence_id: id ?? null, quote, score };
}
