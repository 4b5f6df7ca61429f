import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { LinkSigner } from '../../contracts/signed-links.js';

/** Signs with HMAC-SHA-256 under a key of its own, derived from the secret that all processes of an instance share. */
export function createLinkSigner(secret: string): LinkSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'signed links', 32));
  const sign = (subject: string, expires: number) =>
    createHmac('sha256', key).update(`${expires} ${subject}`).digest('base64url');
  return {
    sign,
    verify(subject, expires, signature) {
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(subject, expires))];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
