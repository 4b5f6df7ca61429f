import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';

/** The meta tags of a page by name, property or itemprop in lower case; the first of a name counts. */
export function metaTags(document: ParentNode): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const { attribs } of DomUtils.getElementsByTagName('meta', document, true)) {
    const content = attribs['content']?.replace(/\s+/g, ' ').trim();
    if (!content) continue;
    const names = [
      attribs['name'],
      attribs['property'],
      attribs['itemprop'],
      attribs['http-equiv'],
    ];
    for (const name of names) {
      const key = name?.trim().toLowerCase();
      if (key && !tags.has(key)) tags.set(key, content);
    }
  }
  return tags;
}

/** The first of the named tags that the page has. */
export function firstTag(
  tags: ReadonlyMap<string, string>,
  names: readonly string[],
): string | undefined {
  return names.map((name) => tags.get(name)).find((content) => content !== undefined);
}
