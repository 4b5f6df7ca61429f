/** Writing systems that fonts come for, and what each is called in a sentence. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  [
    'Chinese and Japanese',
    /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\uff00-\uffef]/u,
  ],
  ['Korean', /\p{Script=Hangul}/u],
  ...[
    ...['Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
    ...['Gujarati', 'Gurmukhi', 'Oriya', 'Sinhala', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'],
    ...['Georgian', 'Armenian', 'Ethiopic', 'Cyrillic', 'Greek', 'Latin', 'Syriac', 'Thaana'],
    ...['Mongolian', 'Cherokee', 'Canadian_Aboriginal', 'Nko', 'Javanese', 'Balinese', 'Yi'],
  ].map((name) => [name.replace('_', ' '), new RegExp(`\\p{scx=${name}}`, 'u')] as const),
];

/** The script of a character, by name; "symbols" for those that belong to none. */
export function scriptOf(character: string): string {
  return SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0] ?? 'symbols';
}
