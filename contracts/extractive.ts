/** What `model_used` says of an answer that no model wrote. */
export const EXTRACTIVE = 'none (extractive)';
