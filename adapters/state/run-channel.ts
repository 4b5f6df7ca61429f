/**
 * Where it is notified that a run has news: the payload is the run's id, followed by RUN_END when nothing can come any
 * more, because the run has ended or is gone. The functions of the migrations notify here too. Notifications get lost.
 */
export const RUN_CHANNEL = 'plumbline_run_events';
export const RUN_END = ' end';
