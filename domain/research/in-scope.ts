import type { PageContent } from '../../contracts/pages.js';
import type { SourceScope, WebScope } from '../../contracts/source-scope.js';
import { guessLanguage } from '../search/guess-language.js';

type ScopedPage = Pick<PageContent, 'url' | 'published_at' | 'language' | 'text'>;
type Domains = Pick<SourceScope, 'allowed_domains' | 'blocked_domains'>;

const DAYS = { day: 1, week: 7, month: 31, year: 366 } as const;
const DAY_MS = 86_400_000;

/** Whether an address may be read and cited: of an allowed domain or its subdomains, and of no blocked one. */
export function isInDomains(
  url: string,
  { allowed_domains: allowed, blocked_domains: blocked }: Domains,
): boolean {
  if (allowed.length === 0 && blocked.length === 0) return true;
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : '';
  const isUnder = (domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
  if (blocked.some(isUnder)) return false;
  return allowed.length === 0 || allowed.some(isUnder);
}

/** Whether something published then lies within a time range. What is undated lies within: its engine was asked for no older. */
export function isInTime(
  publishedAt: string | null | undefined,
  range: SourceScope['time_range'],
  nowMs: number,
): boolean {
  if (range === null || publishedAt === null || publishedAt === undefined) return true;
  const published = Date.parse(publishedAt);
  return Number.isNaN(published) || published >= nowMs - DAYS[range] * DAY_MS;
}

/** Characters of a page that its language is told by. */
const SAMPLE = 4_000;

/**
 * Whether a page is in a language. One that tells none is; so is one that says it is in another, as templates do, while
 * its words are those of the language asked for. English is what words are taken for when they tell nothing, so there
 * the page's own word counts.
 */
export function isInLanguage(
  { language, text }: Pick<PageContent, 'language' | 'text'>,
  wanted: WebScope['language'],
): boolean {
  if (
    wanted === null ||
    wanted === undefined ||
    language === null ||
    sameLanguage(language, wanted)
  )
    return true;
  return wanted !== 'en' && guessLanguage(text.slice(0, SAMPLE)) === wanted;
}

/** Norwegian has a code of its own and one for each of its two forms. */
function sameLanguage(one: string, other: string): boolean {
  const widened = (code: string) => (code === 'nb' || code === 'nn' ? 'no' : code);
  return widened(one) === widened(other);
}

/** Why a page that was read lies outside: where its address led in the end, its own date or its language; undefined when it lies within. */
export function outsideScope(
  { url, published_at, language, text }: ScopedPage,
  scope: WebScope,
  nowMs: number,
): string | undefined {
  if (!isInDomains(url, scope)) return `${url} lies outside the domains of this run`;
  if (!isInTime(published_at, scope.time_range, nowMs))
    return `${url} is of ${published_at}, which lies outside the time range of this run`;
  if (!isInLanguage({ language, text }, scope.language))
    return `${url} is in the language ${language}, and this run keeps to ${scope.language}`;
  return undefined;
}

/** A query narrowed to the allowed domains in the words that web engines know; what they ignore is sorted out later. */
export function narrowQuery(query: string, { allowed_domains: allowed }: Domains): string {
  if (allowed.length === 0 || allowed.length > MOST_SITES) return query;
  const sites = allowed.map((domain) => `site:${domain}`).join(' OR ');
  return allowed.length === 1 ? `${query} ${sites}` : `${query} (${sites})`;
}

/** More than engines take in one query. */
const MOST_SITES = 5;
