/** The range from the first to the last of the rows given, such as A2:F40 or A1; null for none. */
export function cellRange(rows: readonly string[]): string | null {
  const from = rows[0]?.split(':')[0];
  const to = rows.at(-1)?.split(':').at(-1);
  if (from === undefined || to === undefined) return null;
  return from === to ? from : `${from}:${to}`;
}
