import type { Blocks, Spans } from '../blocks/block.js';
import type { Places } from './text-node.js';

/**
 * A PDF is entered at paragraphs and not at words: every name within one leads to the first name of it.
 * Cells of tables are entered at the block before them.
 */
export function placesOf(blocks: Blocks): Places {
  const places = new Map<string, string>();
  let last: string | undefined;
  const enter = (spans: Spans, isPlace: boolean) => {
    const names = spans.flatMap(({ anchor }) => (anchor === undefined ? [] : [anchor]));
    const [first] = names;
    if (first === undefined) return;
    const place = isPlace ? first : last;
    if (isPlace) last = first;
    if (place !== undefined) for (const name of names) places.set(name, place);
  };
  const visit = (some: Blocks): void => {
    for (const block of some) {
      switch (block.kind) {
        case 'heading':
        case 'paragraph':
          enter(block.spans, true);
          break;
        case 'list':
          for (const item of block.items) visit(item);
          break;
        case 'quote':
          visit(block.blocks);
          break;
        case 'table':
          for (const cell of [block.head, ...block.rows].flat()) enter(cell, false);
          break;
        case 'source':
          places.set(block.anchor, block.anchor);
          break;
        default:
      }
    }
  };
  visit(blocks);
  return places;
}
