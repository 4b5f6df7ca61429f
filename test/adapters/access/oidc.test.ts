import { describe, expect, test } from 'vitest';
import { USER_SCOPES } from '../../../contracts/callers.js';
import { serveJson } from '../../helpers/serve.js';
import { localIssuer } from './local-issuer.js';
import { useTestAccess } from './open-test-access.js';

const access = useTestAccess();
const ROOT = { owner: 'local', keyId: null };
const seconds = () => Math.floor(Date.now() / 1_000);

test.each(['ES256', 'RS256'] as const)('a token signed with %s acts as its user', async (alg) => {
  const { issuer, token } = await localIssuer();
  const { callers, users } = await open(issuer);

  const identity = await callers.identify(await token({ alg, sub: alg, name: 'Ada' }));

  expect(identity).toEqual({
    caller: {
      owner: `oidc:${alg}`,
      scopes: USER_SCOPES,
      role: 'user',
      keyId: null,
      via: 'token',
      expiresAt: null,
      limit: null,
    },
  });
  expect(await users.find(`oidc:${alg}`)).toMatchObject({ name: 'Ada', active: true });
});

test.each([
  ['roles', { roles: ['reader', 'admin'] }, 'admin'],
  ['roles', { roles: 'admin' }, 'admin'],
  ['roles', { roles: ['administrator'] }, 'user'],
  ['realm_access.roles', { realm_access: { roles: ['admin'] } }, 'admin'],
  ['https://claims.example/roles', { 'https://claims.example/roles': ['admin'] }, 'admin'],
  ['realm_access.roles', { roles: ['admin'] }, 'user'],
])('with the role claim %s, %j is the role %s', async (OIDC_ROLE_CLAIM, claims, role) => {
  const { issuer, token } = await localIssuer();
  const { callers } = await open(issuer, { OIDC_ROLE_CLAIM });

  const identity = await callers.identify(await token(claims));

  expect(identity).toMatchObject({ caller: { role } });
});

test.each([
  ['of another issuer', { iss: 'https://evil.example' }, 'unknown'],
  ['for another audience', { aud: 'another service' }, 'unknown'],
  ['signed by somebody else', { forged: true }, 'unknown'],
  ['signed with a shared secret', { alg: 'HS256' as const }, 'unknown'],
  ['that is not valid yet', { nbf: seconds() + 120 }, 'unknown'],
  ['that expired beyond the skew of clocks', { exp: seconds() - 61 }, 'expired'],
])('a token %s is refused', async (_, claims, refused) => {
  const { issuer, token } = await localIssuer();
  const { callers } = await open(issuer);

  expect(await callers.identify(await token(claims))).toEqual({ refused });
});

test('clocks may differ by a minute', async () => {
  const { issuer, token } = await localIssuer();
  const { callers } = await open(issuer);

  for (const claims of [{ exp: seconds() - 30 }, { nbf: seconds() + 30 }])
    expect(await callers.identify(await token(claims))).toHaveProperty('caller');
});

test('an unsigned token is refused', async () => {
  const { issuer, token } = await localIssuer();
  const { callers } = await open(issuer);
  const [, payload] = (await token({})).split('.');
  const header = Buffer.from('{"alg":"none"}').toString('base64url');

  expect(await callers.identify(`${header}.${payload}.AA`)).toEqual({ refused: 'unknown' });
});

test('a deactivated user is refused although the token is good', async () => {
  const { issuer, token } = await localIssuer();
  const { callers, users } = await open(issuer);
  const eve = await token({ sub: 'eve' });
  await callers.identify(eve);

  await users.change('oidc:eve', { active: false }, ROOT);

  expect(await callers.identify(eve)).toEqual({ refused: 'inactive' });
});

test("a subject called local is not this machine's owner", async () => {
  const { issuer, token } = await localIssuer();
  const { callers } = await open(issuer);

  expect(await callers.identify(await token({ sub: 'local' }))).toMatchObject({
    caller: { owner: 'oidc:local', role: 'user' },
  });
});

test("the issuer's keys are fetched once", async () => {
  const { issuer, token, asked } = await localIssuer();
  const { callers } = await open(issuer);

  for (const sub of ['a', 'b', 'c']) await callers.identify(await token({ sub }));

  expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
});

describe('while the issuer', () => {
  test('is away tokens cannot be told, and can when it is back', async () => {
    const { issuer, token, fail } = await localIssuer();
    const { callers } = await open(issuer);
    fail(true);

    await expect(callers.identify(await token({}))).rejects.toMatchObject({ code: 'unavailable' });
    fail(false);
    expect(await callers.identify(await token({}))).toHaveProperty('caller');
  });

  test('calls itself otherwise, the setting is named', async () => {
    const { token } = await localIssuer();
    const impostor = await serveJson({
      issuer: 'https://x.example',
      jwks_uri: 'https://x.example',
    });
    const { callers } = await open(impostor);

    await expect(callers.identify(await token({}))).rejects.toThrow('OIDC_ISSUER');
  });
});

test('an issuer without an audience stops the start', async () => {
  await expect(access().open({ OIDC_ISSUER: 'http://127.0.0.1:1' })).rejects.toThrow(
    'OIDC_AUDIENCE',
  );
});

function open(OIDC_ISSUER: string, settings: Record<string, string> = {}) {
  return access().open({ OIDC_ISSUER, OIDC_AUDIENCE: 'plumbline', ...settings });
}
