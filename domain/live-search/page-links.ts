/** A link of a page's main content. */
export interface PageLink {
  readonly url: string;
  readonly text: string;
}

/**
 * `[text](address "title")`. Brackets and parentheses within are escaped; pages in Markdown have no images. The bounds
 * keep a page that only opens links from being searched over and over.
 */
const LINK = /\[((?:\\.|[^[\]\\]){0,500})\]\(((?:\\.|[^\s()\\]){1,2000})[^)]{0,300}\)/g;

/** What a page is not: pictures, sounds, archives and code that runs. */
const NO_PAGE = /\.(?:png|jpe?g|gif|webp|svg|ico|mp[34]|avi|mov|wav|zip|gz|tar|exe|dmg|css|js)$/i;

/** The links to other pages of the web in a page's Markdown, in order. */
export function pageLinks(markdown: string, pageUrl: string): PageLink[] {
  return [...markdown.matchAll(LINK)].flatMap(([, text = '', address = '']) => {
    const url = addressOf(address.replace(/\\(.)/g, '$1'), pageUrl);
    return url === undefined ? [] : [{ url, text: plain(text) }];
  });
}

/** Without its fragment, which names a place within a page. */
function addressOf(address: string, pageUrl: string): string | undefined {
  if (!URL.canParse(address, pageUrl)) return undefined;
  const url = new URL(address, pageUrl);
  url.hash = '';
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || NO_PAGE.test(url.pathname))
    return undefined;
  return url.href;
}

function plain(text: string): string {
  return text.replace(/\\(.)/g, '$1').replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim();
}
