import { ServiceError } from '../../contracts/failures.js';
import type { SearchEngine } from '../../contracts/search-engines.js';
import { createHandbookIndex } from './handbook-index.js';
import { type HandbookSection, readHandbookSections } from './handbook-sections.js';

/** Such pages are never fetched, so a snippet carries what can be quoted. */
const SNIPPET_CHARACTERS = 1_500;

/**
 * The product's own documentation as an engine: keyword search over the sections of the Markdown files in `folder`.
 * A question that the documentation does not treat finds nothing. Throws ServiceError 'not-found' without the folder.
 */
export function createHandbook(folder: string): SearchEngine {
  const index = once(() => createHandbookIndex(readSections(folder)));
  return {
    name: 'handbook',
    async search({ text, limit }, signal) {
      signal.throwIfAborted();
      const hits = index()
        .find(text)
        .slice(0, limit)
        .map((section) => ({
          url: section.url,
          title: titleOf(section),
          snippet: opening(section.text),
          engine: 'handbook',
        }));
      return { hits, warnings: [] };
    },
  };
}

/** Looks up the whole text of a section by the address that the handbook gave; undefined for any other address. */
export function readHandbookSection(folder: string): (url: string) => string | undefined {
  const texts = once(() => new Map(readSections(folder).map(({ url, text }) => [url, text])));
  return (url) => (url.startsWith('plumbline://docs/') ? texts().get(url) : undefined);
}

function readSections(folder: string): HandbookSection[] {
  try {
    return readHandbookSections(folder);
  } catch (cause) {
    throw new ServiceError('not-found', 'The handbook has no readable folder of pages', { cause });
  }
}

function titleOf({ page, heading }: HandbookSection): string {
  return heading === page ? page : `${page}: ${heading}`;
}

/** The first characters of a text, cut behind a word. */
function opening(text: string): string {
  if (text.length <= SNIPPET_CHARACTERS) return text;
  return text.slice(0, SNIPPET_CHARACTERS).replace(/\s+\S*$/, '');
}

/** Makes a value when it is first needed; a failed try is repeated. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
