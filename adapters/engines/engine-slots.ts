import type { EngineChoice } from '../../contracts/search.js';
import type { SearchEngine } from '../../contracts/search-engines.js';
import { type GuardedEngine, withCircuitBreaker } from './circuit-breaker.js';
import { createHandbook } from './handbook.js';
import { createKeylessEngines } from './keyless-engines.js';
import { createPerplexity } from './perplexity.js';
import { createSearxng } from './searxng.js';
import { createSerper } from './serper.js';

export interface SearchEngineSettings {
  readonly searxngUrl?: string | undefined;
  readonly serperApiKey?: string | undefined;
  readonly serperBaseUrl?: string | undefined;
  readonly perplexityApiKey?: string | undefined;
  readonly perplexityBaseUrl?: string | undefined;
  /** Whether the services that need no key may be asked. */
  readonly keyless: boolean;
  /** Mail address or URL at which free services can reach the operator. */
  readonly contact: string;
  /** Folder of the product's own documentation. */
  readonly handbookFolder?: string | undefined;
  /** ISO 639-1, for queries that name none. */
  readonly language?: string | undefined;
}

/** A place in the order of engines, taken or not. */
export interface EngineSlot {
  readonly name: string;
  /** The name it is chosen by, when a request can choose it. */
  readonly choice: EngineChoice | undefined;
  /** Why it is empty, when it is: the setting that fills it. */
  readonly off: string;
  readonly about: string;
  readonly engine: SearchEngine | undefined;
  /** What can be paused: the engine itself, or its members. */
  readonly guarded: readonly GuardedEngine[];
}

/** All places, in the order in which engines are tried. */
export function engineSlots(settings: SearchEngineSettings): EngineSlot[] {
  return [
    searxngSlot(settings),
    serperSlot(settings),
    perplexitySlot(settings),
    federationSlot(settings),
    handbookSlot(settings),
  ];
}

function searxngSlot({ searxngUrl }: SearchEngineSettings): EngineSlot {
  return {
    name: 'searxng',
    choice: 'searxng',
    off: 'SEARXNG_URL is not set',
    about: searxngUrl === undefined ? '' : `at ${new URL(searxngUrl).origin}`,
    ...guarded(searxngUrl === undefined ? undefined : createSearxng(searxngUrl)),
  };
}

function serperSlot({ serperApiKey: apiKey, serperBaseUrl }: SearchEngineSettings): EngineSlot {
  return {
    name: 'serper',
    choice: 'serperdev',
    off: 'SERPER_API_KEY is not set',
    about: 'SERPER_API_KEY is set',
    ...guarded(apiKey === undefined ? undefined : createSerper({ apiKey, baseUrl: serperBaseUrl })),
  };
}

function perplexitySlot(settings: SearchEngineSettings): EngineSlot {
  const { perplexityApiKey: apiKey, perplexityBaseUrl: baseUrl } = settings;
  return {
    name: 'perplexity',
    choice: 'perplexity',
    off: 'PERPLEXITY_API_KEY is not set',
    about: 'PERPLEXITY_API_KEY is set',
    ...guarded(apiKey === undefined ? undefined : createPerplexity({ apiKey, baseUrl })),
  };
}

function federationSlot({ keyless, contact }: SearchEngineSettings): EngineSlot {
  const engines = keyless ? createKeylessEngines(contact) : undefined;
  return {
    name: 'federation',
    choice: undefined,
    off: 'KEYLESS_SEARCH is false',
    about: 'Wikipedia, arXiv, Europe PMC and Crossref need no key',
    engine: engines?.federation,
    guarded: engines?.members ?? [],
  };
}

function handbookSlot({ handbookFolder }: SearchEngineSettings): EngineSlot {
  return {
    name: 'handbook',
    choice: undefined,
    off: 'no folder of pages is given',
    about: "the product's own documentation, on this machine",
    engine: handbookFolder === undefined ? undefined : createHandbook(handbookFolder),
    guarded: [],
  };
}

function guarded(engine: SearchEngine | undefined): Pick<EngineSlot, 'engine' | 'guarded'> {
  if (engine === undefined) return { engine, guarded: [] };
  const behindBreaker = withCircuitBreaker(engine);
  return { engine: behindBreaker, guarded: [behindBreaker] };
}
