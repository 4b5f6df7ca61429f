import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { titleFromUrl } from '../title-from-url.js';
import { plainText } from './element-text.js';
import { asText, type Thing } from './json-ld.js';
import { firstTag } from './meta-tags.js';

const META_NAMES = ['og:title', 'citation_title', 'dc.title', 'twitter:title', 'headline', 'title'];

interface Source {
  readonly url: string;
  readonly document: ParentNode;
  readonly tags: ReadonlyMap<string, string>;
  readonly article: Thing | undefined;
}

/** A page's title without the name of its site; its address where it has none. */
export function pageTitle({ url, document, tags, article }: Source): string {
  const title =
    asText(article?.['headline']) ??
    firstTag(tags, META_NAMES) ??
    firstText('title', document) ??
    firstText('h1', document);
  if (title === undefined) return titleFromUrl(url);
  return withoutSite(unescaped(title), tags.get('og:site_name'));
}

function firstText(name: string, document: ParentNode): string | undefined {
  return DomUtils.getElementsByTagName(name, document, true)
    .map((element) => plainText(element))
    .find((text) => text !== '');
}

/** Titles are often escaped twice: as HTML within JSON or within an attribute. */
function unescaped(title: string): string {
  return title
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;|&apos;|&rsquo;/g, "'")
    .replace(/&amp;/g, '&');
}

function withoutSite(title: string, site: string | undefined): string {
  if (site === undefined) return title;
  const parts = title.split(/\s+[|–—·»-]\s+/);
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && last.toLowerCase() === site.toLowerCase()
    ? title.slice(0, title.lastIndexOf(last)).replace(/\s+[|–—·»-]\s+$/, '')
    : title;
}
