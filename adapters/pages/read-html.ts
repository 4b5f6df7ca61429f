import { parseDocument } from 'htmlparser2';
import type { PageContent } from '../../contracts/pages.js';
import { absoluteLinks } from './html/absolute-links.js';
import { contentMarkdown } from './html/content-markdown.js';
import { contentText } from './html/content-text.js';
import { articleThing } from './html/json-ld.js';
import { mainContent } from './html/main-content.js';
import { metaTags } from './html/meta-tags.js';
import { needsJavascript } from './html/needs-javascript.js';
import { nestsDeeperThan } from './html/nesting-depth.js';
import { pageByline } from './html/page-byline.js';
import { pageLanguage } from './html/page-language.js';
import { pageTitle } from './html/page-title.js';
import { publishedAt } from './html/published-at.js';
import { unreadable } from './unreadable.js';

interface Html {
  readonly url: string;
  readonly mediaType: string;
  readonly html: string;
  readonly nestingDepth: number;
}

/** Reads the main content of an HTML page and what the page says about itself. */
export async function readHtml({ url, mediaType, html, nestingDepth }: Html): Promise<PageContent> {
  // Trees are walked by recursion from here on, and a deep one would take minutes and the stack.
  if (nestsDeeperThan(nestingDepth, html)) {
    throw unreadable(url, `nests its elements deeper than ${nestingDepth} levels`);
  }
  const document = parseDocument(html);
  const tags = metaTags(document);
  const about = { url, document, tags, article: articleThing(document) };
  const details = {
    title: pageTitle(about),
    byline: pageByline(about),
    published_at: publishedAt(about),
  };

  const empty = needsJavascript(document);
  absoluteLinks(document, url);
  const content = mainContent({ ...about, ...details });
  const text = contentText(content);
  if (text === '' || (empty && text.length < 250)) {
    throw unreadable(url, empty ? 'needs JavaScript to show its text' : 'has no text of its own');
  }
  const language = await pageLanguage(document, tags, text);
  const markdown = contentMarkdown(content);
  return { url, ...details, language, media_type: mediaType, text, markdown };
}
