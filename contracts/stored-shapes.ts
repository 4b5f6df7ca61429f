import { z } from 'zod';
import { Claim } from './claims.js';
import { Citation, Source } from './search.js';

/** Shapes of the objects that the steps of a run keep for each other. */

export const StoredHits = z.array(
  z.object({
    url: z.string(),
    title: z.string(),
    snippet: z.string(),
    engine: z.string(),
    publishedAt: z.string().optional(),
  }),
);

export const StoredMergedHits = z.array(
  z.object({
    url: z.string(),
    title: z.string(),
    snippet: z.string(),
    engine: z.string(),
    publishedAt: z.string().nullable(),
    fusedScore: z.number(),
  }),
);

const StoredPassage = z.object({
  text: z.string(),
  start: z.int(),
  end: z.int(),
  page: z.int().nullable(),
});

export const StoredPack = z.object({
  question: z.string(),
  language: z.string(),
  sources: z.array(z.object({ source: Source, passages: z.array(StoredPassage) })),
});

export const StoredAnswer = z.object({ text: z.string() });

export const StoredCheck = z.object({
  answer: z.string(),
  claims: z.array(Claim),
  citations: z.array(Citation),
});
