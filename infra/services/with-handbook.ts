import { ServiceError } from '../../contracts/failures.js';
import type { PageReader } from '../../contracts/pages.js';

/** Reads the product's own pages from its handbook, all others through the reader of the web. */
export function withHandbook(
  web: PageReader,
  section: (url: string) => string | undefined,
): PageReader {
  return {
    async read(url, signal) {
      if (!url.startsWith('plumbline:')) return web.read(url, signal);
      const text = section(url);
      if (text === undefined)
        throw new ServiceError('not-found', `the handbook has no page ${url}`);
      return {
        url,
        title: '', // the engine's title, the section's heading, stands
        byline: null,
        published_at: null,
        language: 'en',
        media_type: 'text/markdown',
        text,
        markdown: text,
      };
    },
  };
}
