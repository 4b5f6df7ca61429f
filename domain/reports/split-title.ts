import { cleanLine } from './clean-text.js';

const TITLE = /^\s*# +(.+?) *#*[ \t]*(?:\n|$)/;
const LONGEST = 200;

interface Titled {
  readonly title: string;
  readonly body: string;
}

/** A report's title is the heading that it begins with, which the body then lacks, else the question. */
export function splitTitle(text: string, question: string): Titled {
  const heading = TITLE.exec(text);
  const words = cleanLine((heading?.[1] ?? '').replace(/[*_`]|\[\d[\d, –-]*\]/g, ''));
  if (heading === null || words === '') return { title: shorten(cleanLine(question)), body: text };
  return { title: shorten(words), body: text.slice(heading[0].length) };
}

function shorten(title: string): string {
  return title.length <= LONGEST ? title : `${title.slice(0, LONGEST - 1).trimEnd()}…`;
}
