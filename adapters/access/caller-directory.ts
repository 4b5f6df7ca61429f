import type { CallerDirectory } from '../../contracts/callers.js';

/** Three parts of Base64, the first an object: a signed token. No key of ours has dots. */
const TOKEN = /^ey[\w-]*\.[\w-]+\.[\w-]+$/;

/** Knows callers by keys, and by tokens where there is an identity provider. */
export function createCallerDirectory(
  keys: CallerDirectory,
  tokens: CallerDirectory | undefined,
): CallerDirectory {
  if (tokens === undefined) return keys;
  return {
    identify: (credential) => (TOKEN.test(credential) ? tokens : keys).identify(credential),
  };
}
