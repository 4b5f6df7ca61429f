import { type AnyNode, type ChildNode, Element, hasChildren, isTag } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { BLOCKS } from './tag-names.js';

/** Makes a paragraph of text that stands beside blocks, so that all text of a page lies in blocks of its own. */
export function wrapLooseText(node: AnyNode): void {
  if (!hasChildren(node)) return;
  if (isTag(node) && node.name !== 'html' && node.children.some(isBlock)) {
    for (const run of looseRuns(node.children)) wrap(run);
  }
  for (const child of node.children) wrapLooseText(child);
}

function isBlock(node: ChildNode): boolean {
  return isTag(node) && (BLOCKS.has(node.name) || node.children.some(isBlock));
}

/** Neighbours that are no blocks, where they hold any text. */
function looseRuns(nodes: readonly ChildNode[]): ChildNode[][] {
  const runs: ChildNode[][] = [[]];
  for (const node of nodes) {
    if (isBlock(node)) runs.push([]);
    else runs.at(-1)?.push(node);
  }
  return runs.filter((run) => DomUtils.textContent(run).trim() !== '');
}

function wrap(run: readonly ChildNode[]): void {
  const [first] = run;
  if (first === undefined) return;
  const paragraph = new Element('p', {});
  DomUtils.prepend(first, paragraph);
  for (const node of run) {
    DomUtils.removeElement(node);
    DomUtils.appendChild(paragraph, node);
  }
}
