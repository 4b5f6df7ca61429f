interface Candidate {
  readonly body: string;
  /** Where the sentence begins that may end here. */
  readonly start: number;
  readonly terminator: number;
  readonly terminatorEnd: number;
  /** After closing quotes, brackets and citation markers. */
  readonly end: number;
}

const LOOK_AHEAD = 24;
const LONGEST_TOKEN = 40;

/** Never the last word of a sentence. */
const ALWAYS_GO_ON = wordSet(
  'dr mr mrs ms mme prof sen rep gov gen col lt sgt cpt capt cmdr adm maj st ste rev hon pres messrs mt ft approx ca e.g i.e cf vs viz z.b d.h vgl bzw resp incl excl',
);
/** Goes on when a number or a small letter follows. */
const BEFORE_NUMBERS = wordSet(
  'no nos nr p pp vol ch chap sec sect fig figs eq art par para op cit ver v ed eds est jan feb mar apr jun jul aug sep sept oct nov dec c b d r',
);
/** May end a sentence: then a word follows that sentences like to begin with. */
const MAY_END = wordSet(
  'etc inc ltd co corp plc jr sr al a.m p.m dept univ assn bros ave blvd rd u.s u.k u.n e.u d.c b.c a.d ph.d m.d b.a m.a usw u.a dist',
);
const OPENERS = wordSet(
  'the a an he she it they we you i this that these those in on at after before during as but however for when while his her its their our my there here since from by with although though according some many most both one another today if to and so because under until who what where why how no not all each every',
);

/** Whether the full stop, question or exclamation mark at `terminator` ends its sentence. */
export function endsSentence({ body, start, terminator, terminatorEnd, end }: Candidate): boolean {
  const sign = body.charAt(terminator);
  if ('。！？｡'.includes(sign)) return true;
  if (end === body.length) return true;
  if (!/\s/.test(body.charAt(end)))
    return end > terminatorEnd && /[\]】]/.test(body.charAt(end - 1));

  const next = body.slice(end, end + LOOK_AHEAD).trimStart();
  const following = /^["'“‘«([*_¿¡「『]*(.)/u.exec(next)?.[1] ?? '';
  const word = wordBefore(body, Math.max(start, terminator - LONGEST_TOKEN), terminator);
  const startsSmall = /\p{Ll}/u.test(following);
  if (sign !== '.') return !startsSmall || (end === terminatorEnd && /^\p{Ll}/u.test(word));
  if (terminatorEnd - terminator > 1) return !startsSmall;
  return endsAtFullStop({
    word,
    next,
    startsSmall,
    atStart: isBareNumber(body, start, terminator),
  });
}

function endsAtFullStop({
  word,
  next,
  startsSmall,
  atStart,
}: {
  word: string;
  next: string;
  startsSmall: boolean;
  atStart: boolean;
}): boolean {
  if (atStart) return false;
  const lower = word.toLowerCase();
  if (ALWAYS_GO_ON.has(lower)) return false;
  const followedByNumber = /^[([]?(?:\d|[IVXL]+\b)/.test(next);
  if (BEFORE_NUMBERS.has(lower) && (followedByNumber || startsSmall)) return false;
  if (startsSmall) return /^\p{Ll}{4,}$/u.test(word) && !MAY_END.has(lower);
  if (MAY_END.has(lower) || isInitial(word)) {
    const nextWord = /^["'“‘«(]*(\p{L}+)/u.exec(next)?.[1] ?? '';
    return OPENERS.has(nextWord.toLowerCase()) && /^["'“‘«(]*\p{Lu}/u.test(next);
  }
  return true;
}

/** The word that the full stop closes, with inner full stops: `e.g`, `U.S`, `Smith`. */
function wordBefore(body: string, from: number, to: number): string {
  return /[\p{L}\p{N}.]*$/u.exec(body.slice(from, to))?.[0] ?? '';
}

function isInitial(word: string): boolean {
  return /^(?:\p{Lu}|(?:\p{L}\.)+\p{L})$/u.test(word);
}

/** A number alone before the full stop counts an item of a running list. */
function isBareNumber(body: string, start: number, terminator: number): boolean {
  return terminator - start < 8 && /^\s*\(?\d{1,3}$/.test(body.slice(start, terminator));
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
