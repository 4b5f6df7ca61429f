import type { AnyNode, ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';

/** The text of a node with its blanks collapsed. */
export function plainText(node: AnyNode | readonly AnyNode[]): string {
  return DomUtils.textContent([node].flat()).replace(/\s+/g, ' ').trim();
}

/** How many characters of text lie under a node, blanks collapsed. */
function textLength(node: AnyNode): number {
  return plainText(node).length;
}

/** The share of a node's text that lies in links, 0 to 1; a node without text has none. */
export function linkShare(node: ParentNode): number {
  const length = textLength(node);
  if (length === 0) return 0;
  const links = DomUtils.getElementsByTagName('a', node, true);
  return links.reduce((sum, link) => sum + textLength(link), 0) / length;
}
