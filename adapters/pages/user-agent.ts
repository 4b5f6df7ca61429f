/** The name by which robots.txt files address this reader. */
export const PRODUCT_TOKEN = 'Plumbline';

/** Names the reader to sites, with a way to reach whoever runs it. */
export function userAgent(contact: string): string {
  // A header holds visible ASCII alone.
  const reachable = contact.replace(/[^\x20-\x7e]/g, '').trim();
  const about = reachable === '' ? '' : `; +${reachable}`;
  return `Mozilla/5.0 (compatible; ${PRODUCT_TOKEN}${about})`;
}
