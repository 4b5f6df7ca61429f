import type { ChildNode, Element } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { boilerplateLine, isDateOrByline } from './boilerplate-lines.js';
import { linkShare, plainText } from './element-text.js';
import { leafBlocks } from './leaf-blocks.js';
import { HEADINGS } from './tag-names.js';

export interface AboutPage {
  readonly title: string;
  readonly byline: string | null;
}

/** A block this long is told to the reader; anything shorter may be a label. */
const PROSE_CHARS = 120;

/**
 * Takes out of the main content what is no part of the text: the repeated title, bylines and dates
 * before it, links to other pages, appeals, captions, and headings that nothing follows.
 */
export function pruneContent(nodes: readonly ChildNode[], about: AboutPage): void {
  dropLinkLists(nodes);
  const blocks = leafBlocks(nodes);
  dropOpening(blocks, about);
  for (const block of blocks) {
    if (block.parent !== null && isBoilerplate(block)) DomUtils.removeElement(block);
  }
  dropClosing(nodes);
}

/** Lists of nothing but links lead away from the page, unless a sentence announces them. */
function dropLinkLists(nodes: readonly ChildNode[]): void {
  const isList = (name: string): boolean => name === 'ul' || name === 'ol';
  for (const list of DomUtils.getElementsByTagName(isList, [...nodes], true)) {
    const before = DomUtils.prevElementSibling(list);
    const lead = before === null ? '' : plainText(before);
    const led = boilerplateLine(lead) !== undefined;
    const announced = !led && lead.length >= 25 && lead.endsWith(':');
    if (announced || linkShare(list) < (led ? 0.3 : 0.8)) continue;
    if (before !== null && (led || isLabel(before))) DomUtils.removeElement(before);
    DomUtils.removeElement(list);
  }
}

function isLabel(element: Element): boolean {
  const text = plainText(element);
  return text.length <= 60 && (HEADINGS.has(element.name) || text.endsWith(':'));
}

/** What stands before the first paragraph of prose is the page's head: title, date, author. */
function dropOpening(blocks: readonly Element[], { title, byline }: AboutPage): void {
  for (const block of blocks) {
    const text = plainText(block);
    const repeated = sameWords(text, title);
    if (repeated || isDateOrByline(text, byline) || /^https?:\/\/\S+$/.test(text)) {
      DomUtils.removeElement(block);
    } else if (text.length >= PROSE_CHARS) return;
  }
}

function sameWords(one: string, other: string): boolean {
  const words = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return words(one) !== '' && words(one) === words(other);
}

function isBoilerplate(block: Element): boolean {
  const text = plainText(block);
  if (text === '' || text.length > 350 || block.name === 'pre') return false;
  if (boilerplateLine(text) !== undefined) return true;
  // A paragraph that is one link, and no sentence, is a link to another story.
  return (
    block.name === 'p' &&
    text.length <= 200 &&
    !/[.!?…]["”’)]*$/.test(text) &&
    linkShare(block) > 0.9
  );
}

/** Headings and date lines at the very end have lost what they stood for. */
function dropClosing(nodes: readonly ChildNode[]): void {
  for (const block of leafBlocks(nodes).reverse()) {
    const text = plainText(block);
    if (text === '') continue;
    if (!HEADINGS.has(block.name) && !isDateOrByline(text, null)) return;
    DomUtils.removeElement(block);
  }
}
