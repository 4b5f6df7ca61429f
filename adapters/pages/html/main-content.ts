import { type ChildNode, cloneNode, type Document } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import { denseContent } from './dense-content.js';
import { plainText } from './element-text.js';
import { asText, type Thing } from './json-ld.js';
import { proseLengths } from './prose-lengths.js';
import { type AboutPage, pruneContent } from './prune-content.js';
import { readableContent } from './readable-content.js';
import { removeChrome } from './remove-chrome.js';
import { wrapLooseText } from './wrap-loose-text.js';

/** Less than this share of what another way finds means that the first way missed the content. */
const TOO_LITTLE = 0.2;
/** A page with less running text than this is a list, a table or a front page. */
const LEAST_CHARS = 200;

interface Source extends AboutPage {
  readonly document: Document;
  readonly article: Thing | undefined;
}

/**
 * The main content of a page, without navigation, advertising and comments; empty when there is
 * none. Readability's choice stands unless another way finds far more: the densest part of the page,
 * the text that the page gives to search engines, or the page as a whole.
 */
export function mainContent({ document, article, ...about }: Source): ChildNode[] {
  removeChrome(document);
  wrapLooseText(document);
  const readable = readableContent(DomUtils.getOuterHTML(document)).children;
  const dense = denseContent(document)?.children ?? [];
  const found = prose(readable) < prose(dense) * TOO_LITTLE ? dense : readable;
  const content = pruned(found, about);

  const body = paragraphs(asText(article?.['articleBody']) ?? '');
  if (size(content) < size(body) * TOO_LITTLE) return body;
  const whole = bodyOf(document);
  const missed = size(content) < LEAST_CHARS && size(content) < size(whole) * TOO_LITTLE;
  return missed ? whole : content;
}

/** On a page about links, what looks like links away from it is its content, and stays. */
function pruned(nodes: readonly ChildNode[], about: AboutPage): ChildNode[] {
  const copy = parseDocument('');
  for (const node of nodes) DomUtils.appendChild(copy, cloneNode(node, true));
  pruneContent(copy.children, about);
  return size(copy.children) < size(nodes) * TOO_LITTLE ? [...nodes] : copy.children;
}

function size(nodes: readonly ChildNode[]): number {
  return plainText(nodes).length;
}

function prose(nodes: readonly ChildNode[]): number {
  return nodes.reduce((sum, node) => sum + (proseLengths(node).get(node) ?? 0), 0);
}

function bodyOf(document: Document): ChildNode[] {
  const [body] = DomUtils.getElementsByTagName('body', document, true, 1);
  return (body ?? document).children;
}

function paragraphs(text: string): ChildNode[] {
  if (text === '') return [];
  // The text of structured data is plain or HTML; either way its line breaks part paragraphs.
  const html = text.split(/\n\s*\n?/).map((paragraph) => `<p>${paragraph}</p>`);
  return parseDocument(html.join('')).children;
}
