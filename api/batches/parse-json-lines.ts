import type { RawLine } from './check-lines.js';

/** The lines of a JSON Lines file, blank ones left out; each is a question in quotes, or an object with one. */
export function parseJsonLines(text: string): RawLine[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const line = index + 1;
    return raw.trim() === '' ? [] : [parseLine(raw, line)];
  });
}

function parseLine(raw: string, line: number): RawLine {
  try {
    const value: unknown = JSON.parse(raw);
    return { line, value };
  } catch {
    const fault = 'The line is not JSON; write "a question", or {"query": "a question"}';
    return { line, value: raw.slice(0, 200), fault };
  }
}
