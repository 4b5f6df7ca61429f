import { ServiceError } from '../../contracts/failures.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is unknown to DNS',
  EAI_AGAIN: 'the name could not be looked up in DNS',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the connection took too long',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
  UND_ERR_HEADERS_OVERFLOW: 'its reply has too many headers',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate cannot be verified',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another name',
};

/** How Node names what its decompressors stumble over. */
const BROKEN_COMPRESSION = /^(?:Z_|ERR_ZLIB|ERR_BROTLI|ERR__ERROR)/;

/** Tells a failed connection as what happened at which host. Our own refusals pass unchanged. */
export function networkFailure(host: string, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const code = codeOf(error);
  if (BROKEN_COMPRESSION.test(code)) {
    return new ServiceError('unreadable', `the page at ${host} is wrongly compressed`, {
      cause: error,
    });
  }
  return new ServiceError('unavailable', `${host} cannot be reached: ${reasonOf(code)}`, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function reasonOf(code: string): string {
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  if (code.startsWith('HPE_')) return 'its reply is not HTTP';
  if (code.includes('SSL') || code.includes('TLS') || code.includes('CERT')) {
    return `the encrypted connection failed (${code})`;
  }
  return code === '' ? 'the connection failed' : `the connection failed (${code})`;
}
