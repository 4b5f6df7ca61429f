import { type Document, isCDATA, isText } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { PageContent } from '../../contracts/pages.js';
import { contentText } from './html/content-text.js';
import { nestsDeeperThan } from './html/nesting-depth.js';
import { isoDate } from './iso-date.js';
import { languageOf } from './language.js';
import { plainParagraphs } from './plain-paragraphs.js';
import { titleFromUrl } from './title-from-url.js';
import { unreadable } from './unreadable.js';

interface Xml {
  readonly url: string;
  readonly mediaType: string;
  readonly xml: string;
  readonly nestingDepth: number;
}

/** Reads a feed as its entries, newest as it lists them, and any other XML as the text between its tags. */
export async function readXml({ url, mediaType, xml, nestingDepth }: Xml): Promise<PageContent> {
  if (nestsDeeperThan(nestingDepth, xml, true)) {
    throw unreadable(url, `nests its elements deeper than ${nestingDepth} levels`);
  }
  const document = parseDocument(xml, { xmlMode: true });
  const feed = DomUtils.getFeed(document.children);
  const entries = feed?.items.map((entry) => entryText(entry, nestingDepth)) ?? [];
  const text = plainParagraphs(
    feed === null ? bareText(document) : [feed.description ?? '', ...entries].join('\n\n'),
  );
  if (text === '') throw unreadable(url, 'holds no text');
  return {
    url,
    title: feed?.title ?? titleFromUrl(url),
    byline: feed?.author ?? null,
    published_at: isoDate(dateText(feed?.updated)),
    language: await languageOf(text),
    media_type: mediaType,
    text,
    markdown: text,
  };
}

type Entry = NonNullable<ReturnType<typeof DomUtils.getFeed>>['items'][number];

function entryText({ title, pubDate, link, description }: Entry, nestingDepth: number): string {
  const html = description ?? '';
  const summary = nestsDeeperThan(nestingDepth, html)
    ? ''
    : contentText(parseDocument(html).children);
  return [title ?? '', dateText(pubDate), summary, link ?? '']
    .filter((part) => part !== '')
    .join('\n');
}

function dateText(date: Date | undefined): string {
  return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

function bareText(document: Document): string {
  return DomUtils.getElementsByTagName('*', document, true)
    .flatMap(({ children }) =>
      children.flatMap((child) => (isCDATA(child) ? child.children : child)),
    )
    .filter(isText)
    .map(({ data }) => data.trim())
    .filter((data) => data !== '')
    .join('\n');
}
