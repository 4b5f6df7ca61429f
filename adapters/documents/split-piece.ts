import type { Piece } from '../text/piece.js';

/** A piece that is too long for a page as several, cut at line ends, else at spaces, else anywhere. */
export function splitPiece(piece: Piece, mostChars: number): Piece[] {
  if (piece.text.length <= mostChars) return [piece];
  const pieces: Piece[] = [];
  let rest = piece.text;
  while (rest.length > mostChars) {
    const at = cutAt(rest, mostChars);
    pieces.push({ ...piece, text: rest.slice(0, at).trimEnd() });
    rest = rest.slice(at).trimStart();
  }
  return [...pieces, { ...piece, text: rest }].filter(({ text }) => text !== '');
}

function cutAt(text: string, mostChars: number): number {
  const least = mostChars / 2;
  for (const sign of ['\n', '. ', ' ']) {
    const at = text.lastIndexOf(sign, mostChars - sign.length);
    if (at > least) return at + sign.length;
  }
  // Never between the halves of one character.
  return /[\uD800-\uDBFF]/.test(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
}
