const LONGEST = 200;
/** Controls, and marks that turn the direction of writing and so hide how a name ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A name as people see it: the last part of a path, without what could deceive; never empty. */
export function safeFilename(name: string | undefined): string {
  const last = (name ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(HIDDEN, '').replaceAll(/\s+/g, ' ').trim();
  if (clean.replaceAll('.', '') === '') return 'document';
  return shorten(clean);
}

/** What is too long is cut before its ending, which says what it is. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST - ending.length).join('') + ending;
}
