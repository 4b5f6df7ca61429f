import type { ChatPart } from '../../contracts/models.js';

/**
 * Moves `<think>…</think>` (or `<thinking>`) out of the text into reasoning, also where the tags are
 * split over parts. A tag opens reasoning only at the start of a line, so that an answer may write
 * about tags; an unclosed one holds reasoning to the end.
 */
export async function* separateReasoning(parts: AsyncIterable<ChatPart>): AsyncGenerator<ChatPart> {
  const splitter = createSplitter();
  for await (const part of parts) {
    if (part.type === 'text-delta') yield* splitter.push(part.text);
    if (part.type === 'end') yield* splitter.finish();
    if (part.type !== 'text-delta') yield part;
  }
}

function createSplitter() {
  /** Text that may be the beginning of a tag. */
  let held = '';
  let reasoning = false;
  /** Nothing but blanks since the last line break. */
  let lineStart = true;
  /** The blanks between reasoning and answer belong to neither. */
  let skipBlanks = false;

  function* tell(said: string): Generator<ChatPart> {
    const text = skipBlanks ? said.trimStart() : said;
    if (text === '') return;
    skipBlanks = false;
    const line = text.slice(text.lastIndexOf('\n') + 1);
    lineStart = line.trim() === '' && (lineStart || line !== text);
    yield { type: reasoning ? 'reasoning-delta' : 'text-delta', text };
  }

  function* push(text: string): Generator<ChatPart> {
    let rest = held + text;
    for (;;) {
      const tag = reasoning ? closing(rest) : opening(rest, lineStart);
      if (tag === undefined) break;
      yield* tell(rest.slice(0, tag.start));
      rest = rest.slice(tag.end);
      skipBlanks = reasoning;
      reasoning = !reasoning;
      lineStart = true;
    }
    const sure =
      rest.length - (reasoning ? unsureOfClosing(rest) : unsureOfOpening(rest, lineStart));
    held = rest.slice(sure);
    yield* tell(rest.slice(0, sure));
  }

  return { push, finish: () => tell(held) };
}

interface Tag {
  readonly start: number;
  readonly end: number;
}

function opening(text: string, lineStart: boolean): Tag | undefined {
  for (const match of text.matchAll(/(?<=^|\n)[ \t]*<think(?:ing)?>/g)) {
    if (match.index === 0 && !lineStart) continue;
    return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

function closing(text: string): Tag | undefined {
  const match = /<\/think(?:ing)?>/.exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** How many of the last characters may yet become an opening tag. */
function unsureOfOpening(text: string, lineStart: boolean): number {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  if (line === text && !lineStart) return 0;
  return '<thinking>'.startsWith(line.trimStart()) ? line.trimStart().length : 0;
}

function unsureOfClosing(text: string): number {
  const at = text.lastIndexOf('<');
  return at >= 0 && '</thinking>'.startsWith(text.slice(at)) ? text.length - at : 0;
}
