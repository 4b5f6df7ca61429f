import type { NewSinceLastRun } from '../../contracts/schedules.js';
import { canonicalUrl } from '../search/canonical-url.js';
import { resemblance, shingles } from '../search/shingles.js';

export interface FoundSource {
  readonly url: string;
  readonly title: string;
  /** What the run cites of it. */
  readonly text: string;
}

/** Texts that share so many of their word runs are one text at two addresses (Broder 1997 takes 0.5 for near copies). */
const SAME_TEXT = 0.8;
/** Texts of one address that share fewer than this have been rewritten; in between, another stretch is cited. */
const OTHER_TEXT = 0.2;

type SourceNews = Pick<NewSinceLastRun, 'new_sources' | 'changed_sources' | 'gone_sources'>;

/** Sources by address, however it is spelt, and by content: a copy elsewhere of what was known is not new. */
export function compareSources(
  before: readonly FoundSource[],
  now: readonly FoundSource[],
): SourceNews {
  const earlier = before.map(indexed);
  const later = now.map(indexed);
  return {
    new_sources: later.filter((source) => !isKnown(source, earlier)).map(linkOf),
    changed_sources: later.filter((source) => isChanged(source, earlier)).map(linkOf),
    gone_sources: earlier.filter((source) => !isKnown(source, later)).map(linkOf),
  };
}

interface IndexedSource extends FoundSource {
  readonly address: string;
  readonly runs: ReadonlySet<string>;
}

function indexed(source: FoundSource): IndexedSource {
  return { ...source, address: canonicalUrl(source.url), runs: shingles(source.text) };
}

function isKnown({ address, runs }: IndexedSource, others: readonly IndexedSource[]): boolean {
  return others.some(
    (other) => other.address === address || resemblance(runs, other.runs) >= SAME_TEXT,
  );
}

function isChanged({ address, runs }: IndexedSource, others: readonly IndexedSource[]): boolean {
  const other = others.find((candidate) => candidate.address === address);
  return other !== undefined && resemblance(runs, other.runs) < OTHER_TEXT;
}

function linkOf({ title, url }: FoundSource) {
  return { title, url };
}
