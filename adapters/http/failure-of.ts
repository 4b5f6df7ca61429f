import { type FailureCode, ServiceError } from '../../contracts/failures.js';

/** Marks of the pages that ask for a human: Cloudflare, reCAPTCHA, hCaptcha, DuckDuckGo, and plain titles. */
const CHALLENGE =
  /g-recaptcha|h-captcha|cf-turnstile|cf-chl-|challenge-platform|anomaly-modal|<title>[^<]*(?:captcha|just a moment|attention required|are you (?:a )?(?:human|robot))/i;

interface FailedReply {
  readonly service: string;
  readonly response: Response;
  readonly body: string;
  readonly advice: string | undefined;
}

/** What a reply other than a 2xx means: the code by its status, the message with what the service said of it. */
export function failureOf({ service, response, body, advice }: FailedReply): ServiceError {
  const { status, headers } = response;
  const challenged = headers.get('cf-mitigated') === 'challenge' || isChallenge(body);
  if (challenged && status !== 429) {
    return new ServiceError('blocked', `${service} asks for a captcha (HTTP ${status})`);
  }
  const said = headers.get('content-type')?.includes('html') ? '' : explanationIn(body);
  const message = `${service} answered ${status}${said === '' ? '' : `: ${said}`}`;
  return new ServiceError(
    codeOf(status),
    advice === undefined ? message : `${message}. ${advice}`,
    { retryAfterMs: retryAfterMs(headers.get('retry-after')) },
  );
}

export function isChallenge(body: string): boolean {
  return body.trimStart().startsWith('<') && CHALLENGE.test(body);
}

/** Milliseconds of a Retry-After header, given in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function codeOf(status: number): FailureCode {
  if (status === 401 || status === 402 || status === 403 || status === 451) return 'refused';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  if (status >= 500 || status === 408) return 'unavailable';
  return status >= 400 ? 'bad-input' : 'bad-reply';
}

/** The service's own words: a `message`, `error` or `detail` of its JSON, else its text; 200 characters of it. */
function explanationIn(body: string): string {
  const words = wordsOf(parsed(body)) ?? body;
  return words.replace(/\s+/g, ' ').trim().slice(0, 200);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key of ['message', 'error', 'detail']) {
    const words = wordsOf(Object.entries(value).find(([name]) => name === key)?.[1]);
    if (words !== undefined) return words;
  }
  return undefined;
}
