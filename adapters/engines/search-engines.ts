import { ServiceError } from '../../contracts/failures.js';
import type { Component } from '../../contracts/health.js';
import type { EngineQuery, SearchEngine, SearchEngines } from '../../contracts/search-engines.js';
import type { GuardedEngine } from './circuit-breaker.js';
import { type EngineSlot, engineSlots, type SearchEngineSettings } from './engine-slots.js';

export interface EngineReading {
  readonly name: string;
  readonly state: Component['state'];
  readonly why: string;
}

/** Other names that engines are known by. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['serperdev', 'serper'],
  ['europepmc', 'europe-pmc'],
]);

/** All engines of an instance, each behind its circuit breaker but the handbook, which is local. */
export function createSearchEngines(
  settings: SearchEngineSettings,
): SearchEngines & { describe(): EngineReading[] } {
  const slots = engineSlots(settings);
  const engines = new Map(slots.flatMap(enginesIn).map((engine) => [engine.name, engine]));
  const { language } = settings;

  return {
    inOrder(choice) {
      const wanted = choice === 'auto' ? slots : slots.filter((slot) => slot.choice === choice);
      const engines = wanted.flatMap(({ engine }) => engine ?? []);
      if (engines.length > 0 || choice === 'auto') {
        return engines.map((engine) => withLanguage(engine, language));
      }
      throw new ServiceError(
        'not-configured',
        `The search engine ${choice} is not configured: ${wanted[0]?.off ?? 'it is unknown'}`,
      );
    },
    named(name) {
      const wanted = name.toLowerCase();
      const engine = engines.get(ALIASES.get(wanted) ?? wanted);
      if (engine !== undefined) return withLanguage(engine, language);
      throw new ServiceError(
        'not-configured',
        `The search provider ${name} is not configured; configured are: ${[...engines.keys()].join(', ') || 'none'}`,
      );
    },
    describe: () => slots.map(readingOf),
  };
}

/** The engines of a place: those of the federation one by one. */
function enginesIn({ engine, guarded }: EngineSlot): readonly SearchEngine[] {
  if (guarded.length > 0) return guarded;
  return engine === undefined ? [] : [engine];
}

function withLanguage(engine: SearchEngine, language: string | undefined): SearchEngine {
  if (language === undefined) return engine;
  return {
    name: engine.name,
    search: (query: EngineQuery, signal) =>
      engine.search({ ...query, language: query.language ?? language }, signal),
  };
}

function readingOf({ name, engine, off, about, guarded }: EngineSlot): EngineReading {
  if (engine === undefined) return { name, state: 'off', why: off };
  const paused = guarded.flatMap(pauseOf);
  if (paused.length === 0) return { name, state: 'ready', why: about };
  return { name, state: 'degraded', why: paused.join('; ') };
}

function pauseOf({ name, reading }: GuardedEngine): string[] {
  const { circuit, pausedUntil, why } = reading();
  if (circuit === 'closed') return [];
  return circuit === 'open'
    ? [`${name} is paused until ${pausedUntil}: ${why}`]
    : [`${name} is tried again with the next search: ${why}`];
}
