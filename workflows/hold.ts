type Reason = 'pause' | 'approval';

/** Counts the time that a run waits for a person, for one reason or for two at once. */
export function openHold() {
  const reasons = new Set<Reason>();
  let sinceMs = 0;
  let heldMs = 0;
  return {
    begin(reason: Reason): void {
      if (reasons.size === 0) sinceMs = Date.now();
      reasons.add(reason);
    },
    end(reason: Reason): void {
      if (reasons.delete(reason) && reasons.size === 0) heldMs += Date.now() - sinceMs;
    },
    /** Milliseconds held so far, the wait that goes on included. */
    ms: (): number => heldMs + (reasons.size > 0 ? Date.now() - sinceMs : 0),
  };
}
