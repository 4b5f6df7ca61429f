/** Markdown as the text a reader sees: without fences, emphasis, link targets and table rules. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !/^\s*(?:```|~~~)/.test(line) && !/^\s*\|?[\s:|-]*-{3}[\s:|-]*$/.test(line))
    .map((line) => withoutMarks(rowText(line)))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A table row reads as its first cell, a colon, and the rest. */
function rowText(line: string): string {
  if (!/^\s*\|.*\|\s*$/.test(line)) return line;
  const [first = '', ...rest] = line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
  return rest.length === 0 ? first : `${first}: ${rest.filter(Boolean).join('; ')}`;
}

function withoutMarks(line: string): string {
  return line
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/^\s*>\s?/, '')
    .trimEnd();
}
