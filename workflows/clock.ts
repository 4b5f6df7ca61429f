/** Planning by a model stops at this share of the time; rules take milliseconds. */
export const PLAN_SHARE = 0.2;
/** Gathering stops at this share of the time, so that writing has the rest. */
export const GATHER_SHARE = 0.8;
/** Ranking by meaning stops at this share; keywords take milliseconds. */
export const RANK_SHARE = 0.88;
/** A model stops writing at this share; sentences of the sources take milliseconds. */
export const WRITE_SHARE = 0.95;

/** The time a run has, measured from the start of the workflow. */
export interface Clock {
  /** Milliseconds until this share (0 to 1) of the time is used up; 0 when it is. */
  msUntil(share: number): number;
  /** The share of the time that is used up; above 1 when there is none left. */
  usedShare(): number;
}

interface Timing {
  /** Seconds that the run has; they may change while it goes on. */
  seconds(): number;
  /** Milliseconds that the run waited for a person, which do not count. */
  heldMs(): number;
}

/** Starts the clock of a run. `Date.now()` in a workflow is the time in its history, the same in every replay. */
export function openClock(time: number | Timing): Clock {
  const startMs = Date.now();
  const { seconds, heldMs } = typeof time === 'number' ? fixed(time) : time;
  return {
    msUntil: (share) =>
      Math.max(0, Math.round(startMs + heldMs() + share * seconds() * 1_000 - Date.now())),
    usedShare: () => (Date.now() - startMs - heldMs()) / (seconds() * 1_000),
  };
}

function fixed(seconds: number): Timing {
  return { seconds: () => seconds, heldMs: () => 0 };
}
