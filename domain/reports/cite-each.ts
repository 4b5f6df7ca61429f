import { findMarkers } from '../claims/markers.js';
import { splice } from '../claims/splice.js';

/** A marker before one of these would read as a link of Markdown. */
const LINK_LIKE = /^[([]/;
/** A line that would give a marker another meaning. */
const DEFINITION = /^( {0,3})\[(?=[^\]\n]+\]:)/gm;

/** The body with one marker for each source that is cited: `[1, 3]` becomes `[1] [3]`. Notes stay as they are. */
export function citeEach(body: string): string {
  const splices = findMarkers(body).map(({ start, end, numbers }) => {
    const each = numbers.map((number) => `[${number}]`).join(' ');
    const space = LINK_LIKE.test(body.slice(end)) ? ' ' : '';
    return { start, end, text: (each === '' ? body.slice(start, end) : each) + space };
  });
  return splice(body, splices).replace(DEFINITION, '$1\\[');
}

/** Numbers of the sources that a body cites. */
export function citedSources(body: string): ReadonlySet<number> {
  return new Set(findMarkers(body).flatMap(({ numbers }) => numbers));
}
