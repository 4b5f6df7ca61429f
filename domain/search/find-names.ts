import { isStopWord } from '../text/words.js';

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}'’.&-]*(?:\(\p{L}\))?|\p{N}[\p{L}\p{N},.–-]*|&/gu;
const QUOTED = /["“„«「『]([^"“”„«»「」『』]{2,120})["”»」』]/gu;

/** Small words inside names: "Bank of England", "Vincent van Gogh", "Rhiwallon ap Cynfyn". */
const CONNECTORS = new Set(
  'of the de del della der den di da du des la le les van von zu zur y e al el bin ibn ap upon'.split(
    ' ',
  ),
);

/** Words that begin a request, not a name; question words of other languages, which English stop words lack. */
const OPENERS = new Set(
  `name list give tell find show explain describe compare besides although despite since during according
  please define summarize identify determine calculate between many much
  wer wie wann wo warum wieso weshalb welche welcher welches wessen qui quel quelle quels quelles quand où pourquoi
  comment quién quiénes qué cuál cuáles cuándo dónde cómo chi quale quali quando dove perché quem qual quais onde
  wat welke wanneer waar waarom hoe kto kiedy gdzie dlaczego vem vad vilken när kim nerede neden nasıl`.split(
    /\s+/,
  ),
);

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The proper names, quoted phrases and designations with digits of a text, in order of appearance, each once.
 * Rests on capitals: a text in lower case or in a script without case has quoted phrases only.
 */
export function findNames(text: string): string[] {
  const quoted = [...text.matchAll(QUOTED)].map(({ 1: phrase = '', index }) => ({
    name: trimmed(phrase),
    at: index,
  }));
  const names = capitalised(
    tokensOf(text.replace(QUOTED, (phrase) => ' '.repeat(phrase.length))),
    text,
  );
  const found = [...quoted, ...names]
    .filter(({ name }) => name.length > 1)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
  return found.filter(
    (name, at) => found.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at,
  );
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: raw, index }) => {
    const token = isAbbreviation(raw) ? raw : raw.replace(/[.,–'’-]+$/, '');
    return { text: token, start: index, end: index + token.length };
  });
}

function isAbbreviation(token: string): boolean {
  return /^(?:\p{Lu}\.)+$|^(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Mt|No|Op)\.$/u.test(token);
}

/** Runs of capitalised tokens, with connectors between them. */
function capitalised(tokens: readonly Token[], text: string): { name: string; at: number }[] {
  const names: { name: string; at: number }[] = [];
  let first = 0;
  while (first < tokens.length) {
    const last = endOfRun(tokens, first, text);
    if (last >= first) {
      const name = nameOf(tokens.slice(first, last + 1), text);
      if (name !== undefined) names.push(name);
    }
    first = Math.max(last, first) + 1;
  }
  return names;
}

/** Index of the last token of the run that starts at `first`; `first - 1` when none starts there. */
function endOfRun(tokens: readonly Token[], first: number, text: string): number {
  if (!isNamePart(tokens[first])) return first - 1;
  let last = first;
  for (let next = first + 1; next < tokens.length && next <= last + 3; next++) {
    if (!touches(text, tokens[next - 1], tokens[next])) break;
    if (isNamePart(tokens[next])) last = next;
    else if (!CONNECTORS.has(tokens[next]?.text ?? '')) break;
  }
  return last;
}

function isNamePart(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return /^\p{Lu}|^\p{Ll}+\p{Lu}|\(\p{L}\)$|^\p{N}/u.test(token.text) || token.text === '&';
}

function touches(text: string, before: Token | undefined, after: Token | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return /^['’]?[ \t]+$/.test(text.slice(before.end, after.start));
}

/** Leaves out what only opens the sentence; numbers alone are no names. */
function nameOf(run: readonly Token[], text: string): { name: string; at: number } | undefined {
  let from = 0;
  while (from < run.length && opensSentence(run[from])) from += 1;
  const [first] = run.slice(from);
  const last = run.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const name = trimmed(text.slice(first.start, last.end));
  return /\p{L}/u.test(name) ? { name, at: first.start } : undefined;
}

function opensSentence(token: Token | undefined): boolean {
  const word = token?.text.toLowerCase() ?? '';
  return isStopWord(word) || OPENERS.has(word) || word === '&';
}

function trimmed(name: string): string {
  return name.replace(/['’]s$/, '').replace(/^[\s,;:]+|[\s,;:!?]+$/g, '');
}
