import type { Span } from './block.js';

const CITATION = /\[(\d{1,6})\]|\[unverified\]|\[contradicted by (\d{1,6})\]/g;

/** Anchor of a source of the report. */
export function sourceAnchor(number: number): string {
  return `source-${number}`;
}

/** A piece of text as spans: citations lead to their source, notes stand out. Numbers without a source stay text. */
export function splitCitations(span: Span, sources: ReadonlySet<number>): Span[] {
  const spans: Span[] = [];
  const { text } = span;
  let from = 0;
  for (const match of text.matchAll(CITATION)) {
    const cited = Number(match[1] ?? match[2]);
    const target = sources.has(cited) ? { target: sourceAnchor(cited) } : {};
    if (match[1] !== undefined && !sources.has(cited)) continue;
    spans.push({ ...span, text: text.slice(from, match.index) });
    spans.push({
      ...span,
      ...target,
      text: match[0],
      ...(match[1] === undefined ? { alarm: true } : {}),
    });
    from = match.index + match[0].length;
  }
  spans.push({ ...span, text: text.slice(from) });
  return spans.filter(({ text: own }) => own !== '');
}
