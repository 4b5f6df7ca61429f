import { createNoModels } from '../../adapters/models/no-models.js';
import type { AppParts } from '../../api/api-parts.js';
import { API_TIMING } from '../../api/api-timing.js';
import { composeApp } from '../../api/app.js';
import { ServiceError } from '../../contracts/failures.js';
import { serve } from '../helpers/serve.js';
import { noAccess } from './no-access.js';
import { noDocuments } from './no-documents.js';
import { scriptedCallers } from './scripted-callers.js';
import { scriptedScheduler } from './scripted-scheduler.js';
import { scriptedStarter, type TestState } from './scripted-starter.js';

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
}

/** Parts of an API over real state, without models or engines, whose runs complete at once. */
export function testParts(state: TestState, changes: Partial<AppParts> = {}): AppParts {
  return {
    ...state,
    ...noDocuments(),
    starter: scriptedStarter(state),
    scheduler: scriptedScheduler(),
    engines: {
      inOrder(choice) {
        if (choice === 'auto') return [];
        throw new ServiceError('not-configured', `${choice} is not set up: set ITS_SETTING`);
      },
      named(name) {
        throw new ServiceError('not-configured', `${name} is not configured; configured are: none`);
      },
    },
    callers: scriptedCallers(),
    ...noAccess(),
    openAccess: true,
    trustedProxies: 0,
    perplexityConfigured: true,
    chat: createNoModels(),
    embeddingModel: () => undefined,
    components: async () => [],
    codec: { encode: async (payloads) => payloads, decode: async (payloads) => payloads },
    traceUrl: () => null,
    version: '0.2.0',
    environment: 'test',
    debug: false,
    log: collectLog([]),
    allowedHosts: undefined,
    temporalPageOrigin: null,
    timing: API_TIMING,
    closing: new AbortController().signal,
    ...changes,
  };
}

/** Serves an API on a real port until the test is over; gives its address. */
export function serveApp(parts: AppParts): Promise<string> {
  const answer = composeApp(parts).callback();
  return serve((request, response) => void answer(request, response));
}

export function collectLog(lines: Logged[]): AppParts['log'] {
  const at = (level: Logged['level']) => (facts: object) => void lines.push({ level, facts });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Sends JSON. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
