import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { isoDate } from '../iso-date.js';
import { plainText } from './element-text.js';
import { asText, type Thing } from './json-ld.js';
import { firstTag } from './meta-tags.js';

/** The meta tags in which sites name the day of publication, the most exact first. */
const META_NAMES = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'citation_publication_date',
  'citation_date',
  'citation_online_date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date.created',
  'dc.date',
  'publish-date',
  'publish_date',
  'publishdate',
  'published_at',
  'pubdate',
  'article.published',
  'date',
];

interface Source {
  readonly url: string;
  readonly document: ParentNode;
  readonly tags: ReadonlyMap<string, string>;
  readonly article: Thing | undefined;
}

/** When a page was published, in ISO 8601: as its data say, else its time elements, else its address. */
export function publishedAt({ url, document, tags, article }: Source): string | null {
  return (
    isoDate(asText(article?.['datePublished'] ?? article?.['dateCreated'])) ??
    isoDate(firstTag(tags, META_NAMES)) ??
    dateOfElements(document) ??
    dateOfUrl(url)
  );
}

function dateOfElements(document: ParentNode): string | null {
  const marked = DomUtils.findAll(
    ({ attribs }) => attribs['itemprop'] === 'datePublished',
    document.children,
  );
  const times = DomUtils.getElementsByTagName('time', document, true);
  // A page about many things has many times; only a few of them can be its own.
  const own = times.filter(
    ({ attribs }) => 'pubdate' in attribs || /publish|entry-date/.test(attribs['class'] ?? ''),
  );
  const candidates = [...marked, ...own, ...times.slice(0, 1)];
  return (
    candidates
      .map(
        (element) =>
          isoDate(element.attribs['datetime'] ?? element.attribs['content']) ??
          isoDate(plainText(element)),
      )
      .find((date) => date !== null) ?? null
  );
}

function dateOfUrl(url: string): string | null {
  const [, year, month, day] =
    /[/_-](19\d{2}|20\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?:[/_.-]|$)/.exec(new URL(url).pathname) ??
    [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return isoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
