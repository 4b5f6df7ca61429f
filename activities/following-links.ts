import { PageContent } from '../contracts/pages.js';
import type { ChooseLinksInput, ChosenLinks } from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { chooseLinks } from '../domain/live-search/choose-links.js';
import { pageLinks } from '../domain/live-search/page-links.js';
import { isInDomains } from '../domain/research/in-scope.js';
import { getJson, putJson, runPrefix } from './stored-json.js';

/** What names a page that no engine found. */
const LINK = 'link';

/** Going on from pages that were read. */
export function createLinkFollowingActivities({ objects }: Pick<Services, 'objects'>) {
  return {
    /** The links of pages that promise most for the question, within the scope of the run and not tried before. */
    async chooseLinks(input: ChooseLinksInput): Promise<ChosenLinks> {
      const { runId, question, asked, pages, tried, limit, scope } = input;
      const lists = await Promise.all(
        pages.map(async ({ pageKey }) => {
          if (pageKey === null) return [];
          const { markdown, url } = await getJson(objects, pageKey, PageContent);
          return pageLinks(markdown, url);
        }),
      );
      const chosen = chooseLinks({
        links: lists.flat().filter(({ url }) => isInDomains(url, scope)),
        wanted: [question, ...asked.map(({ query }) => query)],
        tried,
        limit,
      });
      const hits = chosen.map(({ url, text }) => ({
        url,
        title: text === '' ? url : text,
        snippet: '',
        engine: LINK,
      }));
      const key = await putJson(objects, runPrefix(runId), hits);
      return { key, urls: chosen.map(({ url }) => url) };
    },
  };
}
