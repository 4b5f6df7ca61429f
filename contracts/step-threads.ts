/**
 * Threads for steps that are bound by the processor and would hold up everything else in their process.
 * A step is an export, under its own name, of the file that the threads are made with: a function of plain data.
 */
export interface StepThreads {
  /**
   * Runs a step in a thread; an aborted signal ends it there and then. Throws ServiceError 'too-large' when it needs more
   * memory than a thread may have.
   */
  run<Input, Output>(
    step: (input: Input) => Output,
    input: Input,
    signal: AbortSignal,
  ): Promise<Output>;
}
