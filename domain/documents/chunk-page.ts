import type { DocumentChunk } from '../../contracts/document-chunks.js';
import type { DocumentPage } from '../../contracts/document-parsing.js';
import { estimateTokens } from '../answers/estimate-tokens.js';
import { cellRange } from './cell-range.js';
import { chunkContexts } from './chunk-contexts.js';
import { type ChunkUnit, chunkUnits } from './chunk-units.js';

/**
 * Most tokens of a chunk by our estimate. Word pieces of embedding models are about 0.6 of it, 0.7 at the worst tenth,
 * so that a chunk with its context fits the 256 tokens that the smallest of them read. The estimate is kept rather than
 * a tokenizer: each model has its own, and one that errs low would cut texts in silence.
 */
export const CHUNK_TOKENS = 360;
/** A heading opens a chunk of its own once the one before it is this full. */
const FULL_AT_HEADING = 1 / 3;
/** What is left at the end of a page may bring the last chunk to this much of the limit. */
const MOST_WITH_REST = 1.25;

interface Draft {
  readonly units: ChunkUnit[];
  tokens: number;
}

/**
 * Cuts a page into chunks along its headings, paragraphs, list items and rows, in order and without overlap.
 * `text` is exactly `page.text.slice(start, end)`; a heading stays with what follows it, and a chunk that
 * begins within a table knows the table's header.
 */
export function chunkPage(page: DocumentPage, mostTokens = CHUNK_TOKENS): DocumentChunk[] {
  const contextAt = chunkContexts(page);
  return gather(chunkUnits(page, mostTokens), mostTokens).map(({ units }, index) => {
    const start = units[0]?.start ?? 0;
    const end = units.at(-1)?.end ?? start;
    const text = page.text.slice(start, end);
    return {
      index,
      page: page.number,
      start,
      end,
      text,
      ...contextAt(start),
      cells: cellRange(units.flatMap(({ cells }) => cells ?? [])),
      tokens: estimateTokens(text),
    };
  });
}

function gather(units: readonly ChunkUnit[], mostTokens: number): Draft[] {
  const drafts: Draft[] = [];
  for (const unit of units) {
    const last = drafts.at(-1);
    if (last !== undefined && takes(last, unit, mostTokens)) add(last, unit);
    else drafts.push(openDraft(last, unit));
  }
  joinRest(drafts, mostTokens);
  return drafts;
}

function takes({ units, tokens }: Draft, unit: ChunkUnit, mostTokens: number): boolean {
  if (units.every(({ heading }) => heading)) return true;
  if (unit.heading && tokens >= mostTokens * FULL_AT_HEADING) return false;
  return tokens + unit.tokens <= mostTokens;
}

/** A new draft; headings at the end of the one before it move over, for they stand above what comes. */
function openDraft(previous: Draft | undefined, unit: ChunkUnit): Draft {
  const draft: Draft = { units: [unit], tokens: unit.tokens };
  while (previous !== undefined && previous.units.length > 1 && previous.units.at(-1)?.heading) {
    const heading = previous.units.pop();
    if (heading === undefined) break;
    previous.tokens -= heading.tokens;
    draft.units.unshift(heading);
    draft.tokens += heading.tokens;
  }
  return draft;
}

function add(draft: Draft, unit: ChunkUnit): void {
  draft.units.push(unit);
  draft.tokens += unit.tokens;
}

/** A few words at the end of a page are no chunk of their own, unless a heading stands above them. */
function joinRest(drafts: Draft[], mostTokens: number): void {
  const [before, rest] = drafts.slice(-2);
  if (before === undefined || rest === undefined || rest.units[0]?.heading) return;
  if (before.tokens + rest.tokens > mostTokens * MOST_WITH_REST) return;
  for (const unit of rest.units) add(before, unit);
  drafts.pop();
}
