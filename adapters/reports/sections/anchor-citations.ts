import type { Block, Blocks, Span, Spans } from '../blocks/block.js';

/** Most ways back from one source. */
const MOST = 20;

export interface Anchored {
  readonly blocks: Block[];
  /** Anchors of the places that lead to each target, in order. */
  readonly citations: ReadonlyMap<string, readonly string[]>;
}

/** Gives every citation a name, so that its source can lead back to it. */
export function anchorCitations(blocks: Blocks): Anchored {
  const citations = new Map<string, string[]>();
  function name(span: Span): Span {
    if (span.target === undefined) return span;
    const known = citations.get(span.target) ?? [];
    citations.set(span.target, known);
    if (known.length >= MOST) return span;
    const anchor = `cited-${span.target}-${known.length + 1}`;
    known.push(anchor);
    return { ...span, anchor };
  }
  return { blocks: mapSpans(blocks, (spans) => spans.map(name)), citations };
}

/** The blocks with all their spans changed, in reading order. */
export function mapSpans(blocks: Blocks, change: (spans: Spans) => Spans): Block[] {
  return blocks.map((block): Block => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'source':
        return { ...block, spans: change(block.spans) };
      case 'list':
        return { ...block, items: block.items.map((item) => mapSpans(item, change)) };
      case 'quote':
        return { ...block, blocks: mapSpans(block.blocks, change) };
      case 'table':
        return {
          ...block,
          head: block.head.map(change),
          rows: block.rows.map((row) => row.map(change)),
        };
      default:
        return block;
    }
  });
}
