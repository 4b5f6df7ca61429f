import { bestFaces, type HanVariant } from './best-face.js';
import { type FontFamily, familyOf } from './font-family.js';
import { fontFilesAt, systemFontFiles } from './font-files.js';
import { roboto } from './roboto.js';
import { scriptOf } from './scripts.js';

export interface ChosenFonts {
  readonly families: readonly FontFamily[];
  /** The family that shows a character; undefined when none does. */
  familyFor(character: string): FontFamily | undefined;
  /** What none of them shows: how many different characters, by script. */
  readonly missing: ReadonlyMap<string, number>;
}

export interface FontOptions {
  /** A font file, or a folder of them, that is preferred to all others. */
  readonly font?: string | undefined;
  /** Font files of this machine. */
  systemFiles?(): readonly string[];
}

/** Blanks and signs without a look of their own need no font. */
const UNSEEN = /[\s\p{Cf}\p{Cc}\p{Variation_Selector}]/u;

export function isUnseen(character: string): boolean {
  return UNSEEN.test(character);
}

/**
 * Fonts for every character of a text: those of the setting first, then Roboto, then for each script that
 * is still missing the best of the system. A family costs room in the file only for what is used of it.
 */
export function chooseFonts(
  text: string,
  { font: setting, systemFiles = systemFontFiles }: FontOptions,
): ChosenFonts {
  const missing = new Set([...text].filter((character) => !isUnseen(character)));
  const variant = variantOf(text);
  const families = new Map<string, FontFamily>();
  const chosen = new Map<string, FontFamily>();
  const choose = (character: string, family: FontFamily): void => {
    families.set(family.name, family);
    chosen.set(character, family);
    missing.delete(character);
  };
  const chooseOf = (files: readonly string[]): void => {
    const needed = [...missing].map(codePointOf);
    for (const [script, face] of bestFaces(files, byScript(missing), variant)) {
      const family = families.get(face.name) ?? familyOf(face, needed);
      for (const character of missing)
        if (scriptOf(character) === script && face.covers(codePointOf(character)))
          choose(character, family);
    }
  };

  if (setting !== undefined) chooseOf(fontFilesAt(setting));
  const base = roboto();
  families.set(base.name, base);
  for (const character of missing)
    if (base.normal.covers(codePointOf(character))) choose(character, base);
  const files = missing.size > 0 ? systemFiles() : [];
  // One font rarely has all signs that belong to no script, so what the first lacks is looked for again.
  for (let before = 0; missing.size > 0 && missing.size !== before; ) {
    before = missing.size;
    chooseOf(files);
  }
  const all = [...families.values()];
  return {
    families: all,
    // Page numbers and notes have characters that the text has not.
    familyFor: (character) =>
      chosen.get(character) ?? all.find(({ normal }) => normal.covers(codePointOf(character))),
    missing: new Map([...byScript(missing)].map(([script, { length }]) => [script, length])),
  };
}

function byScript(characters: Iterable<string>): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const character of characters) {
    const script = scriptOf(character);
    groups.set(script, [...(groups.get(script) ?? []), codePointOf(character)]);
  }
  return groups;
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function variantOf(text: string): HanVariant {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'JP';
  return /\p{Script=Hangul}/u.test(text) && !/\p{Script=Han}{8}/u.test(text) ? 'KR' : 'SC';
}
