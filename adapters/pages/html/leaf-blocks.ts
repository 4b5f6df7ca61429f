import { type ChildNode, type Element, isTag } from 'domhandler';
import { BLOCKS, SILENT } from './tag-names.js';

/** The blocks of text that hold no other blocks, in reading order: paragraphs, headings, list items, cells. */
export function leafBlocks(nodes: readonly ChildNode[]): Element[] {
  return nodes.filter(isTag).flatMap((element) => {
    if (SILENT.has(element.name)) return [];
    if (element.name === 'pre') return [element];
    const below = leafBlocks(element.children);
    if (below.length > 0) return below;
    return BLOCKS.has(element.name) ? [element] : [];
  });
}
