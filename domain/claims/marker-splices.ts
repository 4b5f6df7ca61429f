import type { CitedClaim } from './cite-claim.js';
import type { Marker } from './markers.js';
import type { Splice } from './splice.js';

interface Marked {
  readonly answer: string;
  readonly markers: readonly Marker[];
  readonly cited: readonly CitedClaim[];
  readonly sourceCount: number;
}

/** Markers and signs at the end of a sentence are looked for in this many characters. */
const LONGEST_CLOSING = 200;

/** The splices that put all markers of an answer right, and add those and the notes that are missing. */
export function markerSplices({ answer, markers, cited, sourceCount }: Marked): Splice[] {
  const known = Array.from({ length: sourceCount }, (_, index) => index + 1);
  const splices = markers.flatMap((marker) => {
    const owner = cited.find(({ claim }) => claim.start <= marker.start && marker.end <= claim.end);
    const wanted = owner ? owner.cites.map(({ source }) => source) : known;
    return keepNumbers(answer, marker, wanted);
  });
  const added = cited.flatMap((one) => additionOf(answer, one));
  return [...splices, ...added];
}

/** Cuts the unwanted numbers out of a marker; the marker and the space before it when none is left. */
function keepNumbers(
  answer: string,
  { start, end, numbers }: Marker,
  wanted: readonly number[],
): Splice[] {
  const kept = numbers.filter((number) => wanted.includes(number));
  if (kept.length > 0 && kept.length === numbers.length) return [];
  if (kept.length > 0) return [{ start, end, text: `[${kept.join(', ')}]` }];
  const before = /[ \t]*$/.exec(answer.slice(Math.max(0, start - 8), start))?.[0].length ?? 0;
  return [{ start: start - before, end, text: '' }];
}

function additionOf(answer: string, { claim, checked, source, cites }: CitedClaim): Splice[] {
  const missing = cites
    .map((cite) => cite.source)
    .filter((number) => !claim.markers.includes(number));
  const text = noteOf(checked.verdict, source, missing);
  if (text === '') return [];
  const at = claim.start + bodyLength(answer.slice(claim.start, claim.end));
  const spaced = /[\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u.test(answer.slice(0, at))
    ? ''
    : ' ';
  return [{ start: at, end: at, text: spaced + text }];
}

function noteOf(
  verdict: CitedClaim['checked']['verdict'],
  source: number | null,
  missing: readonly number[],
): string {
  if (verdict === 'supported') return missing.map((number) => `[${number}]`).join('');
  return verdict === 'contradicted' ? `[contradicted by ${source}]` : '[unverified]';
}

/** Length of a sentence up to its markers, its last cell border and its closing punctuation. */
function bodyLength(sentence: string): number {
  const tail = sentence.slice(-LONGEST_CLOSING);
  const closing =
    /(?:\s*(?:\[[^\]\n]{1,40}\]|[.!?…。！？｡|]|["'”’»」』）)*_]))*\s*$/u.exec(tail)?.[0].length ??
    0;
  return closing === sentence.length ? sentence.length : sentence.length - closing;
}
