import type { Claim } from '../../contracts/claims.js';
import { findMarkers } from '../claims/markers.js';
import { type Splice, splice } from '../claims/splice.js';
import { splitClaims } from '../claims/split-claims.js';

const CELL_BORDER = /[\s|]+$/;

/** The body with a note after every sentence that its claim does not support, where none stands yet. */
export function markClaims(body: string, claims: readonly Claim[]): string {
  const failed = new Map(
    claims.filter(({ verdict }) => verdict !== 'supported').map((claim) => [claim.text, claim]),
  );
  if (failed.size === 0) return body;
  const notes = findMarkers(body).filter(({ numbers }) => numbers.length === 0);
  const splices = splitClaims(body).flatMap(({ text, start, end }): Splice[] => {
    const claim = failed.get(text);
    const noted = notes.some((note) => note.start >= start && note.end <= end);
    if (claim === undefined || noted) return [];
    const at = start + body.slice(start, end).replace(CELL_BORDER, '').length;
    return [{ start: at, end: at, text: ` ${noteOf(claim)}` }];
  });
  return splice(body, splices);
}

function noteOf({ verdict, source }: Claim): string {
  return verdict === 'contradicted' && source !== null
    ? `[contradicted by ${source}]`
    : '[unverified]';
}
