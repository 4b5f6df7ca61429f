/** A title for a page that has none: the last part of its path, else its host. */
export function titleFromUrl(address: string): string {
  const url = new URL(address);
  const last = url.pathname.split('/').filter(Boolean).at(-1);
  return last === undefined ? url.host : decoded(last);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
