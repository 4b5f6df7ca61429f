import { ServiceError } from '../contracts/failures.js';
import { PageContent } from '../contracts/pages.js';
import type { KnownPage } from '../contracts/read-pages.js';
import type { ReadSourceInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import { canonicalUrl } from '../domain/search/canonical-url.js';
import { getJson } from './stored-json.js';

type Stores = Pick<Services, 'knownPages' | 'objects'>;

/** A page as the run's owner read it before; undefined when it is not known, too old, no longer kept, or its store is away. */
export async function reusePage(
  { knownPages, objects }: Stores,
  { runId, url, fresh = false }: ReadSourceInput,
): Promise<(KnownPage & { readonly page: PageContent }) | undefined> {
  if (fresh || !isOfWeb(url)) return undefined;
  try {
    const known = await knownPages.find(runId, canonicalUrl(url));
    if (known === undefined) return undefined;
    return { ...known, page: await getJson(objects, known.pageKey, PageContent) };
  } catch (error) {
    return passOver(error);
  }
}

/** Remembers that the run's owner has read a page. */
export async function rememberPage(
  { knownPages }: Pick<Services, 'knownPages'>,
  { runId, url }: ReadSourceInput,
  { page, ...known }: KnownPage & { readonly page: PageContent },
): Promise<void> {
  if (!isOfWeb(url)) return;
  const facts = { title: page.title, characters: page.text.length };
  await knownPages.keep(runId, canonicalUrl(url), { ...known, ...facts }).catch(passOver);
}

/** A store that is away costs a reading, which is no failure of the page. */
function passOver(error: unknown): undefined {
  if (!(error instanceof ServiceError)) throw error;
}

/** Sections of the product's own handbook are at hand anyway. */
function isOfWeb(url: string): boolean {
  return /^https?:/i.test(url);
}
