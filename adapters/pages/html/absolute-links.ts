import type { Document } from 'domhandler';
import { DomUtils } from 'htmlparser2';

/** Makes every link of a page whole, so that it still leads somewhere outside the page; drops those that run scripts. */
export function absoluteLinks(document: Document, url: string): void {
  const [base] = DomUtils.getElementsByTagName('base', document, true, 1);
  const from = resolved(base?.attribs['href'] ?? '', url) ?? url;
  for (const { attribs } of DomUtils.getElementsByTagName('a', document, true)) {
    const link = resolved(attribs['href'] ?? '', from);
    if (link === undefined) delete attribs['href'];
    else attribs['href'] = link;
  }
}

function resolved(href: string, base: string): string | undefined {
  if (href === '' || !URL.canParse(href, base)) return undefined;
  const link = new URL(href, base);
  return /^(?:https?|mailto):$/.test(link.protocol) ? link.href : undefined;
}
