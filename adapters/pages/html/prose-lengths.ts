import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler';
import { SILENT } from './tag-names.js';

/** Shorter runs of text are labels, menus and buttons. */
const LEAST_RUN_CHARS = 60;

/** How much running text lies under each element, in characters: long runs outside links. */
export type ProseLengths = ReadonlyMap<AnyNode, number>;

/** Measures every node of a tree in one pass. */
export function proseLengths(root: AnyNode): ProseLengths {
  const lengths = new Map<AnyNode, number>();
  measure(root, lengths);
  return lengths;
}

/** Elements that carry text of their own; a run of text is what one of them holds outside links. */
const CARRIERS = new Set(
  'p li dd td blockquote pre div section article span h2 h3 font center'.split(' '),
);

function measure(node: AnyNode, lengths: Map<AnyNode, number>): number {
  if (!hasChildren(node) || (isTag(node) && SILENT.has(node.name))) return 0;
  const own = isTag(node) && CARRIERS.has(node.name) ? runLength(node) : 0;
  const run = own >= LEAST_RUN_CHARS ? own : 0;
  const below = node.children.reduce((sum, child) => sum + measure(child, lengths), 0);
  lengths.set(node, run + below);
  return run + below;
}

/** The text directly in an element and in its inline children, links apart. */
function runLength(element: Element): number {
  let length = 0;
  for (const child of element.children) {
    if (isText(child)) length += child.data.trim().length;
    else if (isTag(child) && INLINE.has(child.name)) length += runLength(child);
  }
  return length;
}

const INLINE = new Set(
  'b strong i em u q cite code small sub sup mark abbr time s del ins font'.split(' '),
);
