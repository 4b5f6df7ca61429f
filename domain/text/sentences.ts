import { endsSentence } from './sentence-end.js';
import { textBlocks } from './text-blocks.js';

export interface Sentence {
  /** Exactly the characters from `start` to `end`, without white space around. */
  readonly text: string;
  readonly start: number;
  /** First character after the sentence. */
  readonly end: number;
}

const TERMINATOR = /[.!?…]+|[。！？｡]+/gu;
// Closing quotes and brackets, then citation markers, belong to the sentence before them.
const TRAILER =
  /["'”’»」』）)\]*_]*(?:[ \t]?(?:\[\d{1,3}(?:[\s,–-]{1,3}\d{1,3})*\]|【\d{1,3}】))*/y;

/**
 * The sentences of a text in order, in linear time. Paragraphs, list items, headings and table rows each
 * end one; list and heading signs are left out, citation markers after the full stop are kept with it.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const block of textBlocks(text)) {
    const body = text.slice(block.start, block.end);
    let start = 0;
    for (const end of sentenceEnds(body)) {
      addSentence(sentences, body, { start, end, offset: block.start });
      start = end;
    }
    addSentence(sentences, body, { start, end: body.length, offset: block.start });
  }
  return sentences;
}

function* sentenceEnds(body: string): Generator<number> {
  let start = 0;
  for (const match of body.matchAll(TERMINATOR)) {
    if (match.index < start) continue;
    const terminatorEnd = match.index + match[0].length;
    TRAILER.lastIndex = terminatorEnd;
    const end = terminatorEnd + (TRAILER.exec(body)?.[0].length ?? 0);
    if (!endsSentence({ body, start, terminator: match.index, terminatorEnd, end })) continue;
    yield end;
    start = end;
  }
}

function addSentence(
  sentences: Sentence[],
  body: string,
  { start, end, offset }: { start: number; end: number; offset: number },
): void {
  const raw = body.slice(start, end);
  const text = raw.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  const first = offset + start + raw.length - raw.trimStart().length;
  sentences.push({ text, start: first, end: first + text.length });
}
