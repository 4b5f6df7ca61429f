/** A title for a document that names none: its filename without folder and extension. */
export function titleFromFilename(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? '';
  return base.replace(/\.[\p{L}\p{N}]{1,8}$/u, '').trim() || base || 'untitled';
}
