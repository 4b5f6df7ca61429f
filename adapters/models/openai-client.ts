import OpenAI from 'openai';
import { patientFetch } from './patient-fetch.js';

export interface OpenAiServer {
  /** Usually ends in /v1. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The largest delay that a timer of Node takes, about 24 days: silence is watched elsewhere. */
const NO_TIME_LIMIT_MS = 2 ** 31 - 1;

/** OpenAI's own client, without its retries and time limit, its log, and whatever it reads from the environment. */
export function openAiClient({ baseUrl, apiKey, headers = {} }: OpenAiServer): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // Local servers want no key, but the client does.
    apiKey: apiKey || 'none',
    adminAPIKey: null,
    defaultHeaders: { ...headers },
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: NO_TIME_LIMIT_MS,
    logLevel: 'off',
    fetch: patientFetch(),
  });
}
