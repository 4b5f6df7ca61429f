import { words } from '../text/words.js';

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['uk', /[іїєґ]/iu],
  ['ru', /\p{Script=Cyrillic}/u],
  ['el', /\p{Script=Greek}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['th', /\p{Script=Thai}/u],
];

/** Share of a text's letters that a foreign script must have; a Greek letter in a formula is not Greek. */
const LEAST_SHARE = 0.3;

const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: list(
    'the of and to in is was are who what which when where how why does did do for with by on',
  ),
  de: list(
    'der die das und ist wer wie wann wo warum welche welcher ein eine nicht mit von im den für',
  ),
  fr: list(
    'le la les des est et qui que quel quelle quand où pourquoi comment une un dans du pour avec',
  ),
  es: list('el la los las es y quién qué cuál cuándo dónde por cómo una un en del para con de'),
  it: list('il lo la gli è e chi che quale quando dove perché come una un nel della di per con'),
  pt: list('o a os as é e quem que qual quando onde por como uma um no na do da para com'),
  nl: list('de het een en is wie wat welke wanneer waar waarom hoe niet met van voor op'),
  pl: list('jest kto co który która kiedy gdzie dlaczego jak nie w z na do się i'),
  sv: list('är och vem vad vilken när var varför hur en ett det den som inte med av för på'),
  tr: list('ve bir bu kim ne hangi nerede neden nasıl için ile mi mı da de'),
};

/** ISO 639-1 code of a text's language by its script, then by its function words; `en` when neither tells. */
export function guessLanguage(text: string): string {
  return byScript(text) ?? byFunctionWords(words(text));
}

function byScript(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu) ?? [];
  const least = Math.max(1, letters.length * LEAST_SHARE);
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  if (foreign.length < least) return undefined;
  return SCRIPTS.find(([, script]) => foreign.some((letter) => script.test(letter)))?.[0];
}

/** English wins ties: a name in another language does not make the question one. */
function byFunctionWords(found: readonly string[]): string {
  let best = 'en';
  let most = 0;
  for (const [language, known] of Object.entries(FUNCTION_WORDS)) {
    const count = found.filter((word) => known.has(word)).length;
    if (count > most) [best, most] = [language, count];
  }
  return best;
}

function list(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
