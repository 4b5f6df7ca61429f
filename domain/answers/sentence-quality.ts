const DANGLING_START =
  /^["'“‘(]*(?:he|she|it|its|his|her|they|them|their|this|that|these|those|such|but|and|or|so|however|moreover|furthermore|also|then|thus|therefore|instead|nevertheless|yet|there(?:fore|after)?|here|in (?:addition|contrast|this|that)|on the other hand|for (?:this|that|example|instance)|as (?:such|a result)|the (?:former|latter|same|other))\b/i;
const CUT_OFF = /^(?:…|\.\.\.)|(?:…|\.\.\.)$/;
const CRUMB =
  /[›»|→▼▶]|\b(?:cookies?|subscribe|sign (?:in|up)|log ?in|click here|read more|learn more|all rights reserved|privacy policy|terms of (?:use|service)|skip to|share (?:this|on)|follow us|newsletter|advertisement|back to top|table of contents|jump to)\b|©|https?:\/\/\S+\s*$/i;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const SHORTEST = 25;
const LONGEST = 450;
const SHORTEST_UNSPACED = 8;
const FEWEST_WORDS = 5;
/** A title has capitals on most words; a sentence full of names has fewer. */
const MOST_CAPITALS = 0.75;

/** Whether a sentence leans on one before it, such as "He", "This" or "However", or is cut off, as in snippets of engines. */
export function isDangling(sentence: string): boolean {
  return DANGLING_START.test(sentence) || CUT_OFF.test(sentence);
}

/** Whether a stretch of text is no sentence that can be quoted: navigation, a title, a question, too short or long. */
export function isCrumb(sentence: string): boolean {
  if (/[?？]["'”’)]*$/.test(sentence) || CRUMB.test(sentence) || sentence.length > LONGEST)
    return true;
  if (UNSPACED.test(sentence)) return sentence.length < SHORTEST_UNSPACED;
  if (sentence.length < SHORTEST) return true;
  const words = sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  if (words.length < FEWEST_WORDS) return true;
  const capitals = words.filter((word) => /^["'“‘(]*\p{Lu}/u.test(word)).length;
  const ends = /[.!…。！]["'”’)\]]*$/.test(sentence);
  return capitals / words.length > (ends ? MOST_CAPITALS : 0.5) || (!ends && words.length < 8);
}
