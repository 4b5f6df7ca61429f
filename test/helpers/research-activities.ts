import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { AimedFollowUp } from '../../contracts/follow-up.js';
import { ResearchRequest } from '../../contracts/research.js';
import type { Judgement } from '../../contracts/research-steps.js';
import type { ResearchInput } from '../../contracts/workflow-inputs.js';
import { firstQueries } from '../../domain/research/next-queries.js';
import { planSteps } from '../../domain/research/plan-research.js';
import { searchActivities } from './search-activities.js';

/** Two steps: one that can be asked at once, and one that depends on it. */
export const STEPS = planSteps('Who is the spouse of the director of Big Eyes?', 8);

/** Activities of a research run in which every step works and each round finds a new page. */
export function researchActivities(
  ended: EndRunInput[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  let round = 0;
  return {
    ...searchActivities(ended),
    planResearch: async ({ query }) => ({
      plan: {
        original_query: query,
        steps: [...STEPS],
        estimated_time: 12,
        complexity: 'simple',
      },
      language: 'en',
      timeRange: null,
    }),
    mergeRound: async () => {
      round += 1;
      return {
        key: `merged ${round}`,
        total: 2 * round,
        toRead: [`https://a.example/${round}`],
        deadEnds: [],
      };
    },
    keepEvidence: async ({ asked }) => `evidence after ${asked.length} queries`,
    openFollowUp: async ({ query }) => ({
      question: `${query} (Big Eyes)`,
      foundKey: 'earlier hits',
      read: [{ url: 'https://a.example/0', pageKey: 'page', warning: null }],
      open: ['what was left open'],
    }),
    aimFollowUp: async () => aimed(),
    keepResearch: async () => {},
    judgeByRules: async () => judgement(),
    rankResearch: async () => ({ packKey: 'final pack', sources: 2, warnings: [] }),
    extractSections: async () => ({ sectionKeys: ['s1', 's2'], contradictionsKey: 'c' }),
    ...changes,
  };
}

/** Evidence of an earlier run that settles the first step. */
export function aimed(changes: Partial<AimedFollowUp> = {}): AimedFollowUp {
  const [first, second] = firstQueries(STEPS, 2);
  return {
    steps: judgement().steps,
    settled: first === undefined ? [] : [first],
    next: second === undefined ? [] : [second],
    sources: 5,
    packKey: 'pack of round 0',
    ...changes,
  };
}

/** A verdict that leaves something open and knows what to ask next. */
export function judgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    steps: STEPS.map(({ step_number }) => ({ step_number, state: 'partly', missing: 'spouse' })),
    newSources: 1,
    next: [{ step: 3, query: 'Tim Burton spouse', intent: 'hop', priority: 2 }],
    packKey: 'pack of the round',
    ...changes,
  };
}

const REQUEST = ResearchRequest.parse({
  query: 'Who is the spouse of the director of Big Eyes?',
});

export function researchInput(changes: Partial<ResearchRequest> = {}): ResearchInput {
  return {
    runId: '00000000-0000-4000-8000-000000000001',
    request: { ...REQUEST, ...changes },
    createdAt: '2026-01-02T03:04:05Z',
    traceUrl: null,
  };
}
