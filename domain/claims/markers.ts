export interface Marker {
  readonly start: number;
  /** First character after the closing bracket. */
  readonly end: number;
  /** Source numbers in order; empty for a note of an earlier check. */
  readonly numbers: readonly number[];
}

const MARKER =
  /\[(\d{1,3}(?:\s{0,2}[,;–-]\s{0,2}\d{1,3})*)\]|\[(?:unverified|contradicted by \d{1,3})\]/g;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const LONGEST_RANGE = 50;

/** The citation markers of a text in order, such as [1], [1, 3] and [1-3], and the notes [unverified] and [contradicted by n]; none inside code. */
export function findMarkers(text: string): Marker[] {
  const code = [...text.matchAll(CODE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  let next = 0;
  return [...text.matchAll(MARKER)].flatMap((match) => {
    const start = match.index;
    while ((code[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if ((code[next]?.start ?? Number.POSITIVE_INFINITY) <= start) return [];
    return [{ start, end: start + match[0].length, numbers: readNumbers(match[1] ?? '') }];
  });
}

/** The text with its markers cut out, together with the space before each. */
export function withoutMarkers(text: string): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of findMarkers(text)) {
    kept += text.slice(from, start).trimEnd();
    from = end;
  }
  return kept + text.slice(from);
}

function readNumbers(list: string): number[] {
  const numbers = list.split(/[,;]/).flatMap((part) => {
    const [first = 0, last = first] = part.split(/[–-]/).map(Number);
    if (last < first || last - first > LONGEST_RANGE) return [first, last];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return list === '' ? [] : [...new Set(numbers)];
}
