/** What a document is called where it is found among others: its title, and its filename where that says more. */
export function documentName(title: string, filename: string): string {
  const stem = (filename.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.[\p{L}\p{N}]{1,8}$/u, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  const told = title.replace(/[_\s]+/g, ' ').toLowerCase();
  return stem === '' || told.includes(stem.toLowerCase()) ? title : `${title} (${stem})`;
}
