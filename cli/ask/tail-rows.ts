/** The last rows of a text, broken at spaces so that none is wider than `columns` characters. */
export function tailRows(text: string, columns: number, rows: number): string[] {
  return text
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .slice(-rows);
}

function wrap(line: string, columns: number): string[] {
  const rows: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const space = rest.lastIndexOf(' ', columns);
    const end = space > 0 ? space : columns;
    rows.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...rows, rest];
}
