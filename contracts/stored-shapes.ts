import { z } from 'zod';
import { Claim } from './claims.js';
import { PagePlace } from './document-parsing.js';
import { Contradiction, ResearchStep } from './research.js';
import { Citation, Source, SubQuery } from './search.js';

/** Shapes of the objects that the steps of a run keep for each other. */

const StoredPlace = z.object({ id: z.string(), page: z.int(), textKey: z.string() });

/** The text of a page of a document, and how a reader finds it. */
export const StoredPageText = z.object({ text: z.string(), place: PagePlace.optional() });

export const StoredHits = z.array(
  z.object({
    url: z.string(),
    title: z.string(),
    snippet: z.string(),
    engine: z.string(),
    publishedAt: z.string().optional(),
    document: StoredPlace.optional(),
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
    document: StoredPlace.optional(),
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

/** Everything a research run has found so far. */
export const StoredEvidence = z.object({
  question: z.string(),
  language: z.string(),
  steps: z.array(ResearchStep),
  asked: z.array(SubQuery.extend({ step: z.int() })),
  mergedKey: z.string(),
  chunking: z.object({ words: z.int(), overlap: z.int() }).optional(),
  read: z.array(
    z.object({
      url: z.string(),
      pageKey: z.string().nullable(),
      readAt: z.string().optional(),
      outside: z.boolean().optional(),
    }),
  ),
});

/** A checked part of a report; its markers and the sources of its claims number those of the pack. */
export const StoredSection = z.object({
  heading: z.string(),
  text: z.string(),
  claims: z.array(Claim),
  citations: z.array(Citation),
  modelUsed: z.string(),
});

/** Contradictions between the sources of a pack; their `source_id` numbers the sources of the pack. */
export const StoredContradictions = z.array(Contradiction);
