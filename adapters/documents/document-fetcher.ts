import type { DocumentFetcher } from '../../contracts/document-fetching.js';
import { createGuardedFetch } from '../pages/guarded-fetch.js';

const REDIRECTS = 5;
const SILENCE_MS = 30_000;

interface FetcherOptions {
  /** "host:port" that may be fetched although private. */
  readonly allowedPrivateHosts: readonly string[];
  readonly contact: string;
  readonly maxBytes: number;
}

/** Fetches documents under the guard of addresses, sizes and silence that pages are read under. */
export function createDocumentFetcher(options: FetcherOptions): DocumentFetcher {
  const { maxBytes, ...guard } = options;
  const fetcher = createGuardedFetch({ ...guard, redirects: REDIRECTS, silenceMs: SILENCE_MS });
  return {
    async open(address, signal) {
      const { url, disposition, body } = await fetcher.open(address, { signal, maxBytes });
      return { filename: namedBy(disposition) ?? lastOf(url), body };
    },
    close: () => fetcher.close(),
  };
}

/** The name in a Content-Disposition (RFC 6266): the encoded one goes first. */
function namedBy(disposition: string | null): string | undefined {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) return decoded(encoded);
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '');
  return (plain?.[1]?.replaceAll(/\\(.)/g, '$1') ?? plain?.[2]) || undefined;
}

function lastOf({ pathname, hostname }: URL): string {
  const last = pathname.split('/').filter(Boolean).at(-1);
  return last === undefined ? hostname : decoded(last);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
