import type { Activities } from '../../activities/index.js';
import { STEPS } from './research-activities.js';

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, model_calls: 1 };

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
    ...changes,
  };
}
