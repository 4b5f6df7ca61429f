/** Classes of characters in the bidirectional algorithm, as far as text without direction marks needs them. */
export type BidiClass =
  | 'L'
  | 'R'
  | 'AL'
  | 'EN'
  | 'AN'
  | 'ES'
  | 'ET'
  | 'CS'
  | 'NSM'
  | 'BN'
  | 'WS'
  | 'ON';

/** In order: the first that fits decides. */
const CLASSES: readonly (readonly [BidiClass, RegExp])[] = [
  ['EN', /[0-9\u00b2\u00b3\u00b9\u06f0-\u06f9\u2070-\u2079\u2080-\u2089]/],
  ['AN', /[\u0600-\u0605\u0660-\u0669\u066b\u066c\u06dd]/],
  ['ES', /[+\-\u207a\u207b\u2212]/],
  ['CS', /[,./:\u00a0\u060c\u202f]/],
  ['ET', /[#%\u00b0\u066a\u2030-\u2034]|\p{Sc}/u],
  ['NSM', /\p{Mn}|\p{Me}/u],
  ['BN', /\p{Cf}/u],
  ['WS', /\s/],
  ['AL', /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u],
  ['R', /[\p{Script=Hebrew}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u],
  ['L', /[\p{L}\p{N}\p{Mc}]/u],
];

export function bidiClass(character: string): BidiClass {
  return CLASSES.find(([, pattern]) => pattern.test(character))?.[0] ?? 'ON';
}
