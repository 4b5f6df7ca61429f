const TRACKING =
  /^(?:utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|ref_src|ref_url|spm|vero_id|oly_(?:anon|enc)_id|s?cid|wt_mc|trk|guccounter|guce_\w+)$/i;

const INDEX_FILE = /\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i;

/**
 * One spelling for all addresses that lead to the same page, to compare them by; not meant to be fetched.
 * Scheme, `www.`, default port, fragment, tracking parameters, index files, trailing slashes and the order of
 * parameters do not count; AMP and mobile hosts count as the desktop one. What is no web address stays as it is.
 */
export function canonicalUrl(url: string): string {
  if (!URL.canParse(url.trim())) return url.trim();
  const parsed = new URL(url.trim());
  if (!/^https?:$/.test(parsed.protocol)) return url.trim();
  return `https://${canonicalHost(parsed)}${canonicalPath(parsed)}${canonicalQuery(parsed)}`;
}

function canonicalHost({ hostname, port }: URL): string {
  const host = hostname
    .replace(/\.$/, '')
    .replace(/^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.[^.]+)/, '')
    // Wikipedia's and its sisters' mobile hosts: en.m.wikipedia.org.
    .replace(/^([a-z]{2,3}(?:-[a-z]+)*)\.m\.(?=[^.]+\.[^.]+$)/, '$1.');
  return port === '' || port === '80' || port === '443' ? host : `${host}:${port}`;
}

function canonicalPath({ pathname }: URL): string {
  const path = evenEscapes(pathname)
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_FILE, '/')
    .replace(/\/amp\/?$|\.amp(?=\.html?$)|\.amp$/, '')
    .replace(/\/+$/, '');
  return path === '' ? '/' : path;
}

/** `%7E` and `~`, or `%c3%a9` and `é`, are one; what cannot be decoded is left alone. */
function evenEscapes(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return encodeURIComponent(decodeURIComponent(escaped));
    } catch {
      return escaped.toUpperCase();
    }
  });
}

function canonicalQuery({ searchParams }: URL): string {
  const kept = [...searchParams]
    .filter(([name, value]) => !TRACKING.test(name) && !(name === 'amp' && /^1?$/.test(value)))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
