import type { ChildNode, Document } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import { contentPieces } from '../pages/html/content-pieces.js';
import { plainText } from '../pages/html/element-text.js';
import { articleThing } from '../pages/html/json-ld.js';
import { mainContent } from '../pages/html/main-content.js';
import { metaTags } from '../pages/html/meta-tags.js';
import { nestsDeeperThan } from '../pages/html/nesting-depth.js';
import { declaredLanguage } from '../pages/html/page-language.js';
import { pageTitle } from '../pages/html/page-title.js';
import { cutParts } from './cut-parts.js';
import { flowDocument } from './flow-document.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { titleFromFilename } from './title-from-filename.js';
import { unreadable } from './unreadable.js';

/** Deepest nesting of elements: browsers stop at 512. */
const NESTING_DEPTH = 500;
/**
 * The main content stands for the document when it holds this share of its text. With less, it may have missed
 * something; with more, there was nothing to leave out, and the document as a whole keeps its levels of headings.
 */
const LEAST_SHARE = 0.5;
const MOST_SHARE = 0.9;
/** What a saved page knows of the address it came from; only shown where it has no title. */
const NOWHERE = 'https://document.invalid/';

/** A saved web page or a report in HTML. */
export function readHtml(file: DocumentFile, html: string): Promise<OpenFormat> {
  checkNesting(html);
  const document = parseDocument(html);
  const tags = metaTags(document);
  const article = articleThing(document);
  const title = pageTitle({ url: NOWHERE, document, tags, article });
  const language = declaredLanguage(document, tags);
  const about = { url: NOWHERE, title, byline: null, published_at: null };
  const content = mainContent({ ...about, document, article });
  // What is left of the document is free of scripts, menus and hidden text by now.
  const whole = bodyOf(document);
  const share = sizeOf(content) / Math.max(1, sizeOf(whole));
  const nodes = share < LEAST_SHARE || share > MOST_SHARE ? whole : content;
  return flowDocument(file, {
    mediaType: 'text/html',
    title: title === new URL(NOWHERE).host ? titleFromFilename(file.filename) : title,
    language,
    pages: cutParts(contentPieces(nodes), { kind: 'part' }),
  });
}

/** Throws for markup whose tree would take minutes and the stack to walk. */
export function checkNesting(markup: string): void {
  if (nestsDeeperThan(NESTING_DEPTH, markup)) {
    throw unreadable(
      `nests its elements deeper than ${NESTING_DEPTH} levels, which no browser shows`,
    );
  }
}

function bodyOf(document: Document): ChildNode[] {
  const [body] = DomUtils.getElementsByTagName('body', document, true, 1);
  return (body ?? document).children;
}

function sizeOf(nodes: readonly ChildNode[]): number {
  return plainText(nodes).length;
}
