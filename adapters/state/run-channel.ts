/**
 * Where it is notified that a run has new events or is gone: the payload is the run's id, and only a hint.
 * The function `append_run_events` of the migrations notifies here too.
 */
export const RUN_CHANNEL = 'plumbline_run_events';
