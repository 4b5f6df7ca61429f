import { type FailureCode, ServiceError } from '../../contracts/failures.js';

interface Reply {
  readonly url: URL;
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Tells a reply without a page as what it means for the reader. */
export function statusFailure({ url, status, retryAfter }: Reply): ServiceError {
  const { code, meaning } = meaningOf(status);
  return new ServiceError(code, `${url.host} answered ${status}: ${meaning}`, {
    retryAfterMs: retryAfterMs(retryAfter, Date.now()),
  });
}

/** Reads a Retry-After header, which is either seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function meaningOf(status: number): { readonly code: FailureCode; readonly meaning: string } {
  switch (status) {
    case 404:
      return { code: 'not-found', meaning: 'there is no such page' };
    case 410:
      return { code: 'not-found', meaning: 'the page was taken away' };
    case 401:
    case 407:
      return { code: 'forbidden', meaning: 'the page asks for a login' };
    case 402:
      return { code: 'forbidden', meaning: 'the page asks for a payment' };
    case 403:
      return { code: 'forbidden', meaning: 'the site refuses to show the page to this reader' };
    case 451:
      return { code: 'forbidden', meaning: 'the page is withheld for legal reasons' };
    case 408:
    case 425:
      return { code: 'unavailable', meaning: 'the site asks to try again' };
    case 429:
      return { code: 'rate-limited', meaning: 'the site asks for fewer requests' };
    default:
      return status >= 500
        ? { code: 'unavailable', meaning: 'the site failed' }
        : { code: 'unreadable', meaning: 'the site did not send a page' };
  }
}
