const CAPITAL = /^\p{Lu}/u;
const MARKED = /^(?:(?:\p{Lu}\.){2,}|\p{Lu}{2,}|\p{Lu}.*\p{N}|\p{L}+\p{Lu})/u;
const SENTENCE_START = /(?:^|[.!?:\n]\s?|^\W*)["'“‘«([*_]*\s*$/u;
const NAME_GOES_ON =
  /^(?:['’]s)?\s+(?:\p{Lu}|\(|(?:is|are|was|were|has|have|had|will|can|did|does|became)\b)/u;
const ADVERB_OR_PARTICIPLE = /(?:ly|ing|ed)$/;
const ASCII = /^[a-z0-9]*$/;
const DEMONYM = /^(?:n|an|ian|ese|ish|ic|i|s|er)$/;

/** Whether a word is part of a proper name: a capital inside a sentence, or at its start when a name or a verb follows. */
export function isName(word: string, start: number, text: string): boolean {
  if (MARKED.test(word)) return true;
  if (!CAPITAL.test(word)) return false;
  if (!SENTENCE_START.test(text.slice(Math.max(0, start - 4), start))) return true;
  const rest = text.slice(start + word.length, start + word.length + 12);
  return NAME_GOES_ON.test(rest) && !ADVERB_OR_PARTICIPLE.test(word);
}

/** Whether two lower-case name words mean the same: equal, possessive, or a place and its people ("Japan", "Japanese"). */
export function sameName(a: string, b: string): boolean {
  const [first, second] = [bareName(a), bareName(b)];
  if (first === second) return true;
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  return short.length >= 4 && long.startsWith(short) && DEMONYM.test(long.slice(short.length));
}

/** A lower-case word without possessive and accents. */
export function bareName(lower: string): string {
  const word = lower.replace(/['’]s?$/, '');
  return ASCII.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Short forms that a text itself makes possible: the initials of its runs of capitalised words. */
export function acronymsOf(text: string): Set<string> {
  const runs = text.matchAll(
    /\p{Lu}[\p{L}'’.-]*(?:\s+(?:of|the|and|for|de)\s+\p{Lu}[\p{L}'’.-]*|\s+\p{Lu}[\p{L}'’.-]*)+/gu,
  );
  const acronyms = new Set<string>();
  for (const [run] of runs) {
    const initials = [...run.matchAll(/(?<![\p{L}'’])\p{Lu}/gu)].map(([letter]) =>
      letter.toLowerCase(),
    );
    if (initials.length > 12) continue;
    for (let from = 0; from < initials.length - 1; from++) {
      for (let to = from + 2; to <= initials.length; to++) {
        acronyms.add(initials.slice(from, to).join(''));
      }
    }
  }
  return acronyms;
}
