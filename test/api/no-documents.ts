import type { AppParts } from '../../api/api-parts.js';
import { away } from './no-state.js';

/** Documents of an API whose test has none: every call to them fails. */
export function noDocuments(): Pick<
  AppParts,
  | 'documents'
  | 'collections'
  | 'passages'
  | 'vectors'
  | 'vectorGroups'
  | 'documentFetcher'
  | 'documentBytes'
> {
  return {
    documents: {
      enter: away,
      receive: away,
      find: away,
      findMany: away,
      list: away,
      spaces: away,
      requeue: away,
      begin: away,
      describe: away,
      addBundles: away,
      bundles: away,
      bundleOfPage: away,
      commit: away,
      giveUp: away,
      dropBundles: away,
      dropEdition: away,
      hide: away,
      remove: away,
      listAbandoned: away,
      listUnsettled: away,
      listHidden: away,
      listOutside: away,
      countOutside: away,
      allSpaces: away,
      serveFrom: away,
    },
    collections: {
      create: away,
      list: away,
      findMany: away,
      findByName: away,
      rename: away,
      remove: away,
    },
    passages: {
      upsert: away,
      keyword: away,
      vector: away,
      hybrid: away,
      count: away,
      assign: away,
      remove: away,
      removeEdition: away,
      close: away,
    },
    vectors: { upsert: away, search: away, holdings: away, removeGroup: away, close: away },
    vectorGroups: { find: away, claim: away, forget: away },
    documentFetcher: { open: away },
    documentBytes: 1_000_000,
  };
}
