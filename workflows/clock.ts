/** The time a run has, measured from the start of the workflow. */
export interface Clock {
  /** Milliseconds until this share (0 to 1) of the time is used up; 0 when it is. */
  msUntil(share: number): number;
}

/** Starts the clock of a run. `Date.now()` in a workflow is the time in its history, the same in every replay. */
export function openClock(timeoutSeconds: number): Clock {
  const startMs = Date.now();
  return {
    msUntil: (share) =>
      Math.max(0, Math.round(startMs + share * timeoutSeconds * 1_000 - Date.now())),
  };
}
