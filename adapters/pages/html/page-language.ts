import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { languageOf } from '../language.js';
import { firstTag } from './meta-tags.js';

const META_NAMES = ['content-language', 'language', 'dc.language', 'og:locale'];

/** The ISO 639-1 code of a page's language: as it declares, else as its text looks. */
export async function pageLanguage(
  document: ParentNode,
  tags: ReadonlyMap<string, string>,
  text: string,
): Promise<string | null> {
  return languageOf(text, declaredLanguage(document, tags));
}

/** What a page says of its language, in any notation. */
export function declaredLanguage(
  document: ParentNode,
  tags: ReadonlyMap<string, string>,
): string | undefined {
  const [html] = DomUtils.getElementsByTagName('html', document, true, 1);
  return html?.attribs['lang'] ?? html?.attribs['xml:lang'] ?? firstTag(tags, META_NAMES);
}
