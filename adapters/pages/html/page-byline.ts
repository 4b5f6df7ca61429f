import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { plainText } from './element-text.js';
import { asText, type Thing } from './json-ld.js';
import { firstTag } from './meta-tags.js';

const META_NAMES = [
  'citation_author',
  'parsely-author',
  'sailthru.author',
  'author',
  'dc.creator',
  'dcterms.creator',
  'article:author',
  'byl',
];
/** Longer than this it is a biography, not a name. */
const LONGEST_CHARS = 120;
const MARKED = /(?:^|[\s_-])(?:byline|author-name|author__name|by-author|p-author)(?:$|[\s_-])/i;

interface Source {
  readonly document: ParentNode;
  readonly tags: ReadonlyMap<string, string>;
  readonly article: Thing | undefined;
}

/** Who wrote a page, as it says itself, without a leading "By"; null when it does not say. */
export function pageByline({ document, tags, article }: Source): string | null {
  const candidates = [
    authorNames(article?.['author']),
    firstTag(tags, META_NAMES),
    ...markedTexts(document),
  ];
  return candidates.map(cleanName).find((name) => name !== undefined) ?? null;
}

function authorNames(author: unknown): string | undefined {
  const names = [author]
    .flat()
    .map(asText)
    .filter((name) => name !== undefined);
  return names.length === 0 ? undefined : [...new Set(names)].join(', ');
}

function markedTexts(document: ParentNode): string[] {
  return DomUtils.filter(
    (node) =>
      'attribs' in node &&
      (node.attribs['rel'] === 'author' ||
        /\bauthor\b/.test(node.attribs['itemprop'] ?? '') ||
        MARKED.test(node.attribs['class'] ?? '')),
    document,
  )
    .slice(0, 5)
    .map((element) => plainText(element));
}

function cleanName(text: string | undefined): string | undefined {
  const name = text?.replace(/^(?:written\s+)?by:?\s+/i, '').trim();
  if (!name || name.length > LONGEST_CHARS || /^https?:|^@|[{}<>]/.test(name)) return undefined;
  return name;
}
