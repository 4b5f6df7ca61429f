import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { type Scope, USER_SCOPES } from '../../contracts/callers.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The scopes of which a key needs one, by how a path begins. Paths in no row ask for none. */
const SCOPES_AT: readonly (readonly [string, readonly Scope[]])[] = [
  ['/api/v1/search', ['search']],
  ['/api/v1/read', ['search']],
  ['/api/v1/verify', ['search']],
  ['/api/v1/research', ['research']],
  ['/api/v1/sessions', ['search', 'research', 'documents', 'images']],
  ['/api/v1/batches', ['search', 'research']],
  ['/api/v1/schedules', ['search', 'research']],
  ['/api/v1/images', ['images']],
  ['/api/v1/documents', ['documents']],
  ['/api/v1/collections', ['documents']],
  ['/api/admin', ['admin']],
  ['/v1/models', USER_SCOPES],
  ['/v1/chat', ['chat']],
  ['/v1/embeddings', ['vector', 'chat']],
  ['/v1/rerank', ['vector', 'chat']],
  ['/v1/live-search', ['search']],
  ['/v1/vector', ['vector']],
  ['/v1/images', ['images']],
];

/** Says of each operation which scopes a key needs for it: one of those that are named. */
export function withScopes(paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  const entries = Object.entries(paths).map(([path, item]) => {
    const [, scopes] = SCOPES_AT.find(([prefix]) => isUnder(path, prefix)) ?? [];
    if (scopes === undefined) return [path, item];
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [[method, scoped(operation, path, scopes)]];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }];
  });
  return Object.fromEntries(entries);
}

/** Each alternative suffices. Without a key, where that is open, one may do everything. */
function scoped(
  operation: ZodOpenApiOperationObject,
  path: string,
  scopes: readonly Scope[],
): ZodOpenApiOperationObject {
  const open = path.startsWith('/v1/') ? [] : [{}];
  return { ...operation, security: [...scopes.map((scope) => ({ apiKey: [scope] })), ...open] };
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
