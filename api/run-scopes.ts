import type { Caller, Scope } from '../contracts/callers.js';
import type { RunKind } from '../contracts/runs.js';
import { assertScope } from './require-scope.js';

/** What a key must be for, to see, follow, change or delete a run. */
const SCOPE_OF: Readonly<Record<RunKind, Scope>> = {
  search: 'search',
  perplexity: 'search',
  'live-search': 'search',
  research: 'research',
  document: 'documents',
  'document-query': 'documents',
  image: 'images',
  reembedding: 'admin',
};

/** Throws ApiError 403 for a caller whose key is not for runs of this kind. */
export function assertKind(caller: Caller, kind: RunKind): void {
  assertScope(caller, SCOPE_OF[kind]);
}

/** Throws ApiError 403 for a caller whose key is not for one of these kinds. */
export function assertKinds(caller: Caller, kinds: readonly RunKind[]): void {
  for (const kind of kinds) assertKind(caller, kind);
}

/** Those of the kinds that a caller's key is for. */
export function kindsFor<Kind extends RunKind>({ scopes }: Caller, kinds: readonly Kind[]): Kind[] {
  return kinds.filter((kind) => scopes.includes(SCOPE_OF[kind]));
}
