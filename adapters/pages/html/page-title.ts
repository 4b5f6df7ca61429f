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
  return withoutSite(unescaped(title), [tags.get('og:site_name'), firstText('h1', document)]);
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

/** "Title - Site" is the title where the part behind the dash is the site's name, or the part before it the heading. */
function withoutSite(title: string, [site, heading]: readonly (string | undefined)[]): string {
  const [, before, last] = /^(.*)\s[|–—·»:-]\s(.*)$/.exec(title) ?? [];
  if (before === undefined || last === undefined) return title;
  const same = (one: string, other = ''): boolean => one.toLowerCase() === other.toLowerCase();
  return same(last, site) || same(before, heading) ? before.trim() : title;
}
