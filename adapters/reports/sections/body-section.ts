import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Blocks } from '../blocks/block.js';
import { readMarkdown } from '../blocks/read-markdown.js';

/** The body of a report, its highest headings one below the title. */
export function bodySection({ body, sources }: ReportDocument): Block[] {
  const blocks = readMarkdown(body, new Set(sources.map(({ number }) => number)));
  const levels = blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
  return shift(blocks, 2 - Math.min(2, ...levels));
}

function shift(blocks: Blocks, by: number): Block[] {
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, level: Math.min(6, block.level + by) } : block,
  );
}
