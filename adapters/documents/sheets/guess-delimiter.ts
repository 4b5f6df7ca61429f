const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Lines that are looked at. */
const SAMPLE_LINES = 50;
const LEAST_LINES = 2;
/** Of the lines, this share has as many signs as most: cells may hold line breaks of their own. */
const MOST_LINES = 0.8;

/** The sign that parts the cells of a table in text: the same number on nearly all lines; undefined for other text. */
export function guessDelimiter(text: string): string | undefined {
  // Quoted cells may hold anything.
  const bare = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, '""');
  const lines = bare
    .split(/\r\n?|\n/)
    .slice(0, SAMPLE_LINES)
    .filter((line) => line.trim() !== '');
  if (lines.length < LEAST_LINES) return undefined;
  const [best] = DELIMITERS.map((sign) => ({ sign, columns: steadyCount(lines, sign) }))
    .filter(({ columns }) => columns > 0)
    .sort((a, b) => b.columns - a.columns);
  return best?.sign;
}

/** How many signs nearly all lines have alike; 0 when they differ. */
function steadyCount(lines: readonly string[], sign: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(sign).length - 1;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [[usual, lineCount] = [0, 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  return lineCount >= MOST_LINES * lines.length ? usual : 0;
}
