import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type CallerDirectory, SCOPES, USER_SCOPES } from '../../contracts/callers.js';
import type { User, UserStore } from '../../contracts/users.js';
import type { AccessWatch } from './access-watch.js';
import { type CheckedToken, createTokenCheck, type OidcSettings } from './oidc-tokens.js';

const REMEMBERED = 10_000;
const LONGEST_SUBJECT = 200;

interface OidcDirectoryParts extends OidcSettings {
  /** Where a token holds the roles of its user; a path parted by dots. */
  readonly roleClaim: string;
  /** The role that makes an administrator. */
  readonly adminRole: string;
  readonly users: UserStore;
  readonly watch: AccessWatch;
}

/** Knows users by the tokens of an identity provider. A user seen for the first time is entered in the user table. */
export function createOidcDirectory(parts: OidcDirectoryParts): CallerDirectory {
  const { users, watch, roleClaim, adminRole } = parts;
  const check = createTokenCheck(parts);
  const tokens = new LRUCache<string, Extract<CheckedToken, { claims: object }>>({
    max: REMEMBERED,
  });
  const known = new LRUCache<string, User>({ max: REMEMBERED });
  let changes = 0;
  watch.onChange(() => {
    changes += 1;
    known.clear();
  });

  return {
    async identify(token) {
      const checked = await checkOnce(token);
      if ('refused' in checked) return checked;
      const { claims } = checked;
      if (claims.sub.length > LONGEST_SUBJECT) return { refused: 'unknown' };
      const user = await userOf(`oidc:${claims.sub}`, nameIn(claims));
      if (!user.active) return { refused: 'inactive' };
      const isAdmin = user.role === 'admin' || rolesIn(claims, roleClaim).includes(adminRole);
      const rest = { keyId: null, via: 'token', expiresAt: null, limit: null } as const;
      const caller = isAdmin
        ? ({ owner: user.id, role: 'admin', scopes: SCOPES, ...rest } as const)
        : ({ owner: user.id, role: 'user', scopes: USER_SCOPES, ...rest } as const);
      return { caller };
    },
  };

  /** A signature is checked once, the expiry each time. */
  async function checkOnce(token: string): Promise<CheckedToken> {
    const hash = createHash('sha256').update(token).digest('base64');
    const before = tokens.get(hash);
    if (before !== undefined && before.claims.exp * 1_000 > Date.now()) return before;
    const checked = await check(token);
    if ('claims' in checked) tokens.set(hash, checked);
    return checked;
  }

  async function userOf(id: string, name: string): Promise<User> {
    const stale = watch.fresh();
    if (stale !== undefined) await stale;
    const before = changes;
    const user = known.get(id) ?? (await users.find(id)) ?? (await enter(id, name));
    // What was read before a change must not outlive it.
    if (before === changes) known.set(id, user);
    return user;
  }

  async function enter(id: string, name: string): Promise<User> {
    const made = await users.create({ id, name, role: 'user' }, { owner: id, keyId: null });
    const user = made ?? (await users.find(id));
    if (user === undefined) throw new Error(`the user ${id} was made and is gone`);
    return user;
  }
}

function nameIn(claims: Record<string, unknown>): string {
  const names = [claims['name'], claims['preferred_username'], claims['email'], claims['sub']];
  const name = names.find((claim) => typeof claim === 'string' && claim.trim() !== '');
  return String(name).slice(0, 200);
}

function rolesIn(claims: Record<string, unknown>, path: string): readonly unknown[] {
  let value: unknown = claims;
  for (const part of Object.hasOwn(claims, path) ? [path] : path.split('.'))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return Array.isArray(value) ? value : [value];
}
