import { type Document, type Element, isTag, type ParentNode } from 'domhandler';
import { proseLengths } from './prose-lengths.js';

/** A part that holds this share of the running text around it holds the content; below it, the parts share it. */
const ENOUGH = 0.8;

/** The smallest part of a page that still holds most of its running text; undefined when there is none. */
export function denseContent(document: Document): Element | undefined {
  const lengths = proseLengths(document);
  const proseOf = (node: ParentNode): number => lengths.get(node) ?? 0;
  let place: ParentNode = document;
  for (;;) {
    const whole = proseOf(place);
    const next: Element | undefined = place.children
      .filter(isTag)
      .find((child) => whole > 0 && proseOf(child) >= whole * ENOUGH);
    if (next === undefined || next.name === 'p') break;
    place = next;
  }
  return isTag(place) ? place : undefined;
}
