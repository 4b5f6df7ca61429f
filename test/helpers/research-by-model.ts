import type { Activities } from '../../activities/index.js';
import { EXTRACTIVE } from '../../contracts/extractive.js';
import { mergeQueries, mergeVerdicts } from '../../domain/research/merge-verdicts.js';
import { STEPS } from './research-activities.js';

export const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, model_calls: 1 };

/** Changes to the activities of a research run by which a model plans, judges and writes it. */
export function withModel(changes: Partial<Activities> = {}): Partial<Activities> {
  return {
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    planByModel: async ({ query }) => ({
      plan: {
        original_query: query,
        steps: STEPS.map((step) => ({ ...step, description: 'By the model' })),
        estimated_time: 12,
        complexity: 'simple',
      },
      fault: '',
      usage: USAGE,
    }),
    judgeStep: async ({ step: { step_number } }) => ({
      verdict: { step_number, state: 'partly', missing: '', contradicts: '', query: '' },
      usage: USAGE,
    }),
    weighVerdicts: async (input) => {
      const judged = mergeVerdicts(input);
      return { steps: judged, next: mergeQueries({ ...input, judged }) };
    },
    outlineByModel: async () => ({ sections: null, fault: 'none', usage: USAGE }),
    writeSection: async ({ section, model }) => ({
      answerKey: `answer on ${section.heading}`,
      packKey: `evidence of ${section.heading}`,
      modelUsed: model,
      usage: USAGE,
      warnings: [],
    }),
    extractSection: async ({ section }) => ({
      heading: section.heading,
      checkKey: `extract on ${section.heading}`,
      modelUsed: EXTRACTIVE,
    }),
    completeReport: async ({ sections }) => ({
      sectionKeys: sections.map(({ checkKey }) => checkKey),
      contradictionsKey: 'c',
    }),
    ...changes,
  };
}
