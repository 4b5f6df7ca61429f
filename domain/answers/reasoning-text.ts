const OPEN = /<(?:think|thinking|reasoning|thought)>/gi;
const CLOSE = /<\/(?:think|thinking|reasoning|thought)>/gi;

/**
 * A reply without the reasoning that a model wrote into it: all up to the last closing tag, since some chat
 * templates write the opening one themselves, and all from an opening tag that is never closed. Answers
 * between two stretches of reasoning are kept.
 */
export function withoutReasoning(reply: string): string {
  const opens = [...reply.matchAll(OPEN)].map((match) => match.index);
  const closes = [...reply.matchAll(CLOSE)].map((match) => match.index + match[0].length);
  let kept = '';
  let from = 0;
  let next = 0;
  for (const close of closes) {
    while ((opens[next] ?? Number.POSITIVE_INFINITY) < from) next++;
    const open = opens[next];
    if (open !== undefined && open < close) kept += reply.slice(from, open);
    from = close;
  }
  const unclosed = opens.find((open) => open >= from);
  return kept + reply.slice(from, unclosed);
}
