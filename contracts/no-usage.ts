import type { Usage } from './usage.js';

/** Where no model was called. Apart from the schema, because workflows need it and a schema would be built in each run. */
export const NO_USAGE: Usage = {
  prompt_tokens: 0,
  completion_tokens: 0,
  total_tokens: 0,
  model_calls: 0,
};
