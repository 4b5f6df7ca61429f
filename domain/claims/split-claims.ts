import { splitSentences } from '../text/sentences.js';
import { type TextBlock, textBlocks } from '../text/text-blocks.js';
import { contentStems } from '../text/words.js';
import { findMarkers, type Marker, withoutMarkers } from './markers.js';
import { isTalk } from './talk.js';

/** A sentence of an answer that says something about the world. */
export interface AnswerClaim {
  /** The sentence without markers and Markdown signs. */
  readonly text: string;
  readonly start: number;
  /** First character after the sentence and its markers. */
  readonly end: number;
  /** Numbers of the sources that it cites, in order. */
  readonly markers: readonly number[];
}

const SOURCES_HEADING =
  /^\W*(?:sources?|references?|citations?|bibliography|further reading|quellen|références|fuentes)\W*(?:$|[:：])/iu;
const TABLE_RULE = /^\s*\|?[\s:|-]+\|?\s*$/;

/** The claims of an answer in order; headings, code, source lists, questions and connecting sentences are none. */
export function splitClaims(answer: string): AnswerClaim[] {
  const markers = findMarkers(answer);
  const claims: AnswerClaim[] = [];
  for (const { start, end } of claimStretches(answer)) {
    for (const sentence of splitSentences(answer.slice(start, end))) {
      addClaim(claims, {
        answer,
        markers,
        start: start + sentence.start,
        end: start + sentence.end,
      });
    }
  }
  return claims;
}

/** The blocks that may hold claims: no code, no headings, no table heads, nothing under "Sources". */
function claimStretches(answer: string): TextBlock[] {
  const blocks = textBlocks(answer);
  let inSources = false;
  return blocks.filter((block, index) => {
    const text = answer.slice(block.start, block.end);
    if (SOURCES_HEADING.test(text)) {
      inSources = true;
      return false;
    }
    if (block.kind === 'heading') inSources = false;
    if (inSources || block.kind === 'heading' || block.kind === 'code') return false;
    if (block.kind !== 'table-row') return true;
    const next = blocks[index + 1];
    return !TABLE_RULE.test(text) && !(next && TABLE_RULE.test(answer.slice(next.start, next.end)));
  });
}

function addClaim(
  claims: AnswerClaim[],
  {
    answer,
    markers,
    start,
    end,
  }: { answer: string; markers: readonly Marker[]; start: number; end: number },
): void {
  const cited = markers.filter((marker) => marker.start >= start && marker.end <= end);
  const numbers = [...new Set(cited.flatMap((marker) => marker.numbers))];
  const text = plainText(answer.slice(start, end));
  const last = claims.at(-1);
  if (text === '' && last && cited.length > 0) {
    claims[claims.length - 1] = {
      ...last,
      end,
      markers: [...new Set([...last.markers, ...numbers])],
    };
    return;
  }
  if (contentStems(text).length === 0 || isTalk(text)) return;
  claims.push({ text, start, end, markers: numbers });
}

/** What a reader sees of a sentence: no markers, no signs of emphasis, links as their text, cells parted by commas. */
function plainText(markdown: string): string {
  return withoutMarkers(markdown)
    .replace(/\s+/g, ' ')
    .replace(/!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)/g, '$1')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(?<![\p{L}\p{N}*])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}*])/gu, '')
    .replace(/^ ?\| ?| ?\| ?$/g, '')
    .replace(/ ?\| ?/g, ', ')
    .replace(/^[ .,;:]+$/, '')
    .trim();
}
