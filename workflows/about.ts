import type { ActivityOptions } from '@temporalio/workflow';
import { summaryOf } from './labels.js';

interface Summarised<Input, Output> {
  executeWithOptions(options: ActivityOptions, args: [Input]): Promise<Output>;
}

/** Calls a step with what it is about, which Temporal's page shows beside its name. */
export function about<Input, Output>(
  step: Summarised<Input, Output>,
  subject: string,
  input: Input,
): Promise<Output> {
  return step.executeWithOptions({ summary: summaryOf(subject) }, [input]);
}
