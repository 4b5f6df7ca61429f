/** Letters of alphabetic scripts that make a token at least, on the safe side of the 4 that English averages. */
const LETTERS_PER_TOKEN = 3.2;
const OTHER_LETTERS_PER_TOKEN = 1.5;

/**
 * About how many tokens a model makes of a text, erring on the high side: a token for every 3.2 ASCII letters,
 * digits in twos, 1.5 letters of other alphabets, and one for each sign, ideograph or emoji (two outside the basic plane).
 */
export function estimateTokens(text: string): number {
  let letters = 0;
  let digits = 0;
  let others = 0;
  let whole = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isAsciiLetter(code) || code === 32) letters++;
    else if (code >= 48 && code <= 57) digits++;
    else if (code < 128) whole++;
    else if (code < 0x2e80) others++;
    else whole += 1.5;
  }
  return Math.ceil(
    letters / LETTERS_PER_TOKEN + digits / 2 + others / OTHER_LETTERS_PER_TOKEN + whole,
  );
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
