import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';

export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
}

const LIMIT_MS = 5_000;
/** Clocks of this machine and of the issuer may differ by so much. */
const SKEW_SECONDS = 60;
/** Asymmetric ones alone: with a shared secret whoever checks tokens could make them. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
];

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** What a token says, or why it says nothing. */
export type CheckedToken =
  | { readonly claims: JWTPayload & { readonly sub: string; readonly exp: number } }
  | { readonly refused: 'unknown' | 'expired' };

/**
 * Checks tokens of one issuer: signature, issuer, audience, times. Keys are fetched when they are first needed and
 * when a token names one that is not known. Throws ServiceError 'unavailable' while the issuer cannot be asked.
 */
export function createTokenCheck({
  issuer,
  audience,
}: OidcSettings): (token: string) => Promise<CheckedToken> {
  let finding: Promise<JWTVerifyGetKey> | undefined;

  return async (token) => {
    finding ??= findKeys(issuer).catch((cause: unknown) => {
      finding = undefined;
      throw away(issuer, cause);
    });
    const keys = await finding;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      const { sub, exp } = payload;
      if (sub === undefined || exp === undefined) return { refused: 'unknown' };
      return { claims: { ...payload, sub, exp } };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { refused: 'expired' };
      if (isTokenFault(error)) return { refused: 'unknown' };
      throw away(issuer, error);
    }
  };
}

async function findKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const reply = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}`);
  const found = Discovery.parse(await reply.json());
  if (found.issuer !== issuer)
    throw new Error(`${url} speaks for ${found.issuer}: set OIDC_ISSUER to exactly that`);
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: LIMIT_MS });
}

/** Everything that jose says of a token; what it says of the issuer's keys is no fault of the token. */
function isTokenFault(error: unknown): boolean {
  if (error instanceof errors.JWKSNoMatchingKey) return true;
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}

function away(issuer: string, cause: unknown): ServiceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ServiceError('unavailable', `The issuer ${issuer} cannot be asked: ${reason}`, {
    cause,
  });
}
