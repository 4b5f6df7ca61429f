import type { ReadSource } from '../contracts/search-steps.js';
import { mapLimit } from '../domain/map-limit.js';
import { chooseLinks } from './activities.js';
import { webScope } from './find-sources.js';
import type { Researching } from './research-state.js';

/** Most links that are followed from the pages of one level in one round. */
const LINKS = 10;
/** Links read side by side; each host is paced apart, by the reader. */
const READS_AT_ONCE = 8;

interface Following {
  /** The pages of this round. */
  readonly pages: readonly ReadSource[];
  read(url: string): Promise<void>;
}

/** Reads what the pages of a round link to, level by level, as far as the run may go; true when anything was. */
export async function followLinks(
  researching: Researching,
  { pages, read }: Following,
): Promise<boolean> {
  const { input, budget, state, controls, tell } = researching;
  let level = pages;
  let followed = false;
  for (let depth = 1; depth <= (budget.linkDepth ?? 0); depth++) {
    const room = (controls.limits.pages ?? Number.POSITIVE_INFINITY) - state.read.length;
    const readable = level.filter(({ pageKey }) => pageKey !== null);
    if (room < 1 || readable.length === 0) break;
    await controls.ready();
    const { key, urls } = await chooseLinks({
      runId: input.runId,
      question: input.request.query,
      asked: state.asked,
      pages: readable,
      tried: state.read.map(({ url }) => url),
      limit: Math.min(LINKS, room),
      scope: webScope(input),
    });
    if (urls.length === 0) break;
    followed = true;
    const query = { step: 1, query: input.request.query, intent: 'link', priority: 4 };
    state.found.push({ query, key });
    tell('stage-start', { stage: 'follow', pages: urls.length, depth });
    const before = state.read.length;
    await mapLimit(urls, READS_AT_ONCE, read);
    level = state.read.slice(before);
  }
  return followed;
}
