import { type Document, type Element, isTag } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { chromeKind } from './chrome-kind.js';
import { type ProseLengths, proseLengths } from './prose-lengths.js';
import { SILENT } from './tag-names.js';

/** A part that holds more of the page's running text than this is no chrome, whatever it is called. */
const LARGEST_SHARE = { chrome: 0.2, comments: 0.9 } as const;

/** Takes out of a page what surrounds its content: scripts, menus, share bars, adverts, comments, hidden parts. */
export function removeChrome(document: Document): void {
  const lengths = proseLengths(document);
  const whole = lengths.get(document) ?? 0;
  visit(document.children, { lengths, whole });
}

interface Page {
  readonly lengths: ProseLengths;
  readonly whole: number;
}

function visit(nodes: Document['children'], page: Page): void {
  for (const node of [...nodes]) {
    if (node.type === 'comment') DomUtils.removeElement(node);
    if (!isTag(node)) continue;
    if (isChrome(node, page)) DomUtils.removeElement(node);
    else if (node.name !== 'pre') visit(node.children, page);
  }
}

function isChrome(element: Element, { lengths, whole }: Page): boolean {
  if (SILENT.has(element.name) && element.name !== 'head') return true;
  const kind = chromeKind(element);
  if (kind === undefined) return false;
  const large = (lengths.get(element) ?? 0) > whole * LARGEST_SHARE[kind];
  if (!large && (kind === 'comments' || !holdsContent(element))) return true;
  // Its names mislead, and would mislead the next one who reads them.
  delete element.attribs['class'];
  delete element.attribs['id'];
  return false;
}

/** A part with the page's heading, or with a quotation, is not there for decoration. */
function holdsContent(element: Element): boolean {
  return DomUtils.existsOne(
    ({ name, attribs }) =>
      name === 'h1' ||
      name === 'main' ||
      name === 'blockquote' ||
      attribs['itemprop'] === 'articleBody',
    element.children,
  );
}
