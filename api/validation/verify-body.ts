import { z } from 'zod';
import { EvidenceText, VerifyRequest } from '../../contracts/verification.js';
import { characters } from './characters.js';

const Evidence = EvidenceText.extend({
  id: characters(1, 200).optional(),
  title: characters(0, 1_000).optional(),
  text: characters(1, 500_000),
});

/** A verify request as the API takes it. */
export const VerifyBody = VerifyRequest.extend({
  text: characters(1, 100_000),
  evidence: z.array(Evidence).min(1).max(100),
});
