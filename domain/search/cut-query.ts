/** Longest query that common engines take whole; Google cuts at 32 words, SearXNG's engines at a few hundred characters. */
export const MOST_QUERY_CHARACTERS = 400;

/** A text as one line of at most 400 characters, cut at the last word limit, or hard where there is none. */
export function cutQuery(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= MOST_QUERY_CHARACTERS) return line;
  const head = line.slice(0, MOST_QUERY_CHARACTERS + 1);
  const space = head.lastIndexOf(' ');
  const cut = space > 0 ? space : MOST_QUERY_CHARACTERS;
  // A cut inside a surrogate pair would leave half a character.
  return head.slice(0, cut).replace(/[\uD800-\uDBFF]$/, '');
}
