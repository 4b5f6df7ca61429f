import type { ChildNode, Document } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { readableContent } from './readable-content.js';

/** The main content of a page, without navigation, advertising and comments; empty when there is none. */
export function mainContent(document: Document): ChildNode[] {
  return readableContent(DomUtils.getOuterHTML(document));
}
