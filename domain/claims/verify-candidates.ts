import type { VerifyRequest } from '../../contracts/verification.js';
import { cutEvidence } from './cut-evidence.js';
import { nearestPassages } from './nearest-passages.js';
import { splitClaims } from './split-claims.js';

/** Passages that are looked at closely for each claim. */
const CLOSE_PASSAGES = 20;

export interface EvidencePassageText {
  /** Position of the evidence in the request. */
  readonly evidence: number;
  readonly text: string;
  readonly title: string;
}

export interface VerifyCandidates {
  readonly claims: readonly string[];
  readonly passages: readonly EvidencePassageText[];
  /** For each claim the positions of the passages that it is checked against, the nearest first. */
  readonly chosen: readonly (readonly number[])[];
}

/** What is compared with what when a draft is verified: its claims, the evidence in passages, and the chosen pairs. */
export function verifyCandidates({ text, evidence }: VerifyRequest): VerifyCandidates {
  const passages = evidence.flatMap(({ text: whole, title = '' }, index) =>
    cutEvidence(whole).map((passage) => ({ evidence: index, text: passage, title })),
  );
  const claims = splitClaims(text).map((claim) => claim.text);
  const texts = passages.map((passage) => passage.text);
  return { claims, passages, chosen: nearestPassages(claims, texts, CLOSE_PASSAGES) };
}
