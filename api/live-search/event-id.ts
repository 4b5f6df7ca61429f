/** Where a client stands in which search. */
export interface LivePosition {
  readonly runId: string;
  readonly after: number;
}

const ID = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}):(\d{1,10})$/i;
/** Positions are stored in 32 bits. */
const MOST = 2_147_483_647;

/** The id of an event names its search too, so that a client can go on with nothing but the last id it has seen. */
export function liveEventId(runId: string, seq: number): string {
  return `${runId}:${seq}`;
}

/** What an id says; undefined for one that no event of a live search has. */
export function livePosition(id: string): LivePosition | undefined {
  const [, runId, after] = ID.exec(id.trim()) ?? [];
  if (runId === undefined || Number(after) > MOST) return undefined;
  return { runId: runId.toLowerCase(), after: Number(after) };
}
