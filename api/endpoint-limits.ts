import type { EndpointLimit } from '../contracts/administration.js';
import type { LimitUse } from '../contracts/limits.js';
import { LIVE_SEARCH_NAMES } from './live-search/live-search-names.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  /** Whose use it is, where each caller has the limit. */
  readonly subject: string;
}

/** Both take a file. */
const UPLOAD = ['/api/v1/documents', '/api/v1/documents/upload'];

/** What a request counts towards of the limits of endpoints, whichever of its names an endpoint is asked by. */
export function endpointUses(
  limits: readonly EndpointLimit[],
  { method, path, subject }: Asked,
): LimitUse[] {
  const names = namesOf(method, path.toLowerCase().replace(/\/$/, ''));
  const met = limits.filter((limit) => names.some((name) => fits(limit.path.toLowerCase(), name)));
  return met.map((limit, index) => {
    const alike = met.slice(0, index).some((other) => isAlike(other, limit));
    const { max_requests, window_seconds, path: limited, per } = limit;
    // The first keeps its counter when its window changes; others of its path need one of their own.
    const place = alike ? `${limited} in ${window_seconds} s` : limited;
    const counter = per === 'all' ? `endpoint ${place}` : `endpoint ${place} ${subject}`;
    return { counter, limit: { max_requests, window_seconds } };
  });
}

function isAlike(one: EndpointLimit, other: EndpointLimit): boolean {
  return one.path === other.path && one.per === other.per;
}

function namesOf(method: string, path: string): readonly string[] {
  if (method === 'POST' && UPLOAD.includes(path)) return UPLOAD;
  const [, root = '', rest = ''] = /^(\/v1\/[^/]+)(.*)$/.exec(path) ?? [];
  return LIVE_SEARCH_NAMES.includes(root)
    ? LIVE_SEARCH_NAMES.map((name) => `${name}${rest}`)
    : [path];
}

/** `{…}` stands for any one part of a path, and `*` at the end for whatever follows. */
function fits(pattern: string, path: string): boolean {
  const open = pattern.endsWith('*');
  const wanted = (open ? pattern.slice(0, -1) : pattern.replace(/\/$/, '')).split('/');
  const given = path.split('/');
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((part, index) => {
    const found = given[index] ?? '';
    if (part.startsWith('{')) return found !== '';
    return open && index === wanted.length - 1 ? found.startsWith(part) : found === part;
  });
}
