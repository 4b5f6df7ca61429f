import type { PageContent } from '../../contracts/pages.js';
import type { SourceScope, WebScope } from '../../contracts/source-scope.js';

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

/** Why a page that was read lies outside: where its address led in the end, or its own date; undefined when it lies within. */
export function outsideScope(
  { url, published_at }: Pick<PageContent, 'url' | 'published_at'>,
  scope: WebScope,
  nowMs: number,
): string | undefined {
  if (!isInDomains(url, scope)) return `${url} lies outside the domains of this run`;
  if (!isInTime(published_at, scope.time_range, nowMs))
    return `${url} is of ${published_at}, which lies outside the time range of this run`;
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
