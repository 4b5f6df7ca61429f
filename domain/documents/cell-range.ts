/** The range from the first to the last of the rows given, such as A2:F40; null for none. */
export function cellRange(rows: readonly string[]): string | null {
  const from = rows[0]?.split(':')[0];
  const to = rows.at(-1)?.split(':').at(-1);
  return from === undefined || to === undefined ? null : `${from}:${to}`;
}
