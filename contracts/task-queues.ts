/** One queue for each thing that can be busy. A worker polls the ones it is told to serve. */
export const TASK_QUEUES = {
  /** All workflows, and light activities on state and objects. */
  runs: 'runs',
  /** Search engines and page fetching. */
  web: 'web',
  /** Chat, embedding and judging: one lane shared by all runs. */
  models: 'models',
  /** Parsing and chunking: bound by the processor. */
  documents: 'documents',
} as const;

export type TaskQueue = (typeof TASK_QUEUES)[keyof typeof TASK_QUEUES];
