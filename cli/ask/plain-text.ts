import { stripVTControlCharacters } from 'node:util';

/** Control characters but tab and line feed, and the marks that turn the direction of what follows. */
const UNSAFE = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A text of the web without anything that a terminal would obey: escape sequences, bells, turned direction. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(UNSAFE, '');
}

/** The same on one line, cut to `limit` characters. */
export function plainLine(text: string, limit = 120): string {
  const line = plainText(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).trimEnd()}…`;
}

/** JSON data with every text in it made plain, keys included. */
export function plainData(data: unknown): unknown {
  if (typeof data === 'string') return plainText(data);
  if (Array.isArray(data)) return data.map(plainData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [plainText(key), plainData(value)]),
  );
}

/** Data as JSON for people and programs: what a terminal may obey is escaped. */
export function jsonText(data: unknown): string {
  return `${escapeControls(JSON.stringify(data, null, 2))}\n`;
}

/** JSON leaves DEL, C1 controls and turned direction as they are; a terminal may obey them. */
export function escapeControls(json: string): string {
  return json.replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
