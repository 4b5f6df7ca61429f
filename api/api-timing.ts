/** Every waiting time of the API, in milliseconds. */
export interface ApiTiming {
  /** Longest silence on an event stream. */
  readonly heartbeatMs: number;
  /** How often the keys of open streams are looked at. */
  readonly keyCheckMs: number;
  /** How much longer than its timeout a run is waited for. */
  readonly graceMs: number;
  readonly reconcileEveryMs: number;
  /** How long a run may be unknown to Temporal before that counts as an end. */
  readonly unknownAfterMs: number;
  /** How long a deleted run is given to end by itself. */
  readonly cancelWaitMs: number;
  /** How long a deletion of a document is waited for; it goes on by itself after that. */
  readonly deleteWaitMs: number;
  /** How long followers and answers are given when the service shuts down. */
  readonly drainMs: number;
  /** Longest wait for a page that is read, or a text that is verified. */
  readonly readMs: number;
  readonly verifyMs: number;
  /** Longest wait for a report to be made. */
  readonly reportMs: number;
}

export const API_TIMING: ApiTiming = {
  heartbeatMs: 15_000,
  keyCheckMs: 250,
  graceMs: 10_000,
  reconcileEveryMs: 10_000,
  unknownAfterMs: 10_000,
  cancelWaitMs: 5_000,
  deleteWaitMs: 10_000,
  drainMs: 4_000,
  readMs: 60_000,
  verifyMs: 300_000,
  reportMs: 120_000,
};
