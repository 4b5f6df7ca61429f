import type { SearchEngine } from '../../contracts/search-engines.js';
import { createArxiv } from './arxiv.js';
import { type GuardedEngine, withCircuitBreaker } from './circuit-breaker.js';
import { createCrossref } from './crossref.js';
import { createEuropePmc } from './europe-pmc.js';
import { createFederation } from './federation.js';
import { isMedical, isScholarly } from './subject.js';
import { createWikipedia } from './wikipedia.js';

export interface KeylessEngines {
  readonly federation: SearchEngine;
  readonly members: readonly GuardedEngine[];
}

/**
 * The engines that need no key: Wikipedia and Crossref for every question, arXiv for scholarly ones, Europe PMC for
 * medical ones. `contact`, a mail address or a URL, is told to each service, which asks who is calling.
 */
export function createKeylessEngines(contact: string): KeylessEngines {
  const userAgent = `Plumbline/0.2 (${contact})`;
  const mailto = /^[^\s@/]+@[^\s@/]+$/.test(contact) ? contact : undefined;
  const members = [
    { engine: withCircuitBreaker(createWikipedia({ userAgent })), suits: always },
    { engine: withCircuitBreaker(createArxiv({ userAgent })), suits: isScholarly },
    { engine: withCircuitBreaker(createEuropePmc({ userAgent })), suits: isMedical },
    { engine: withCircuitBreaker(createCrossref({ userAgent, mailto })), suits: always },
  ];
  return { federation: createFederation(members), members: members.map(({ engine }) => engine) };
}

function always(): boolean {
  return true;
}
