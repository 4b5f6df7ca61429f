import { z } from 'zod';
import { Verdict } from './claims.js';

export const EvidenceText = z
  .object({
    id: z.string().min(1).max(200).optional(),
    title: z.string().max(1_000).optional(),
    text: z.string().min(1).max(500_000),
  })
  .meta({ id: 'EvidenceText' });
export type EvidenceText = z.infer<typeof EvidenceText>;

/** Body of POST /api/v1/verify. */
export const VerifyRequest = z
  .object({
    text: z.string().min(1).max(100_000).meta({ description: 'The draft to check.' }),
    evidence: z.array(EvidenceText).min(1).max(100),
  })
  .meta({ id: 'VerifyRequest' });
export type VerifyRequest = z.infer<typeof VerifyRequest>;

export const VerifiedClaim = z
  .object({
    text: z.string(),
    verdict: Verdict,
    evidence_id: z.string().nullable().meta({
      description:
        'The id given with the evidence, or its position from 1 as a string; null when none bears on it.',
    }),
    quote: z.string().nullable(),
    score: z.number().min(0).max(1),
  })
  .meta({ id: 'VerifiedClaim' });
export type VerifiedClaim = z.infer<typeof VerifiedClaim>;

export const VerifyReply = z
  .object({ claims: z.array(VerifiedClaim), grounding_score: z.number().min(0).max(1) })
  .meta({ id: 'VerifyReply' });
export type VerifyReply = z.infer<typeof VerifyReply>;
