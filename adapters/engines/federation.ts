import { ServiceError } from '../../contracts/failures.js';
import type { EngineReply, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import type { Warning } from '../../contracts/warnings.js';

/** An engine of the federation and the questions it is asked. */
export interface FederationMember {
  readonly engine: SearchEngine;
  readonly suits: (question: string) => boolean;
}

/**
 * Several engines side by side as one: those that suit the question, their results taken in turns by rank, each page
 * once. Failures of some are warnings; ServiceError when all that were asked failed.
 */
export function createFederation(members: readonly FederationMember[]): SearchEngine {
  return {
    name: 'federation',
    async search(query, signal) {
      const engines = members.filter(({ suits }) => suits(query.text)).map(({ engine }) => engine);
      const outcomes = await Promise.all(
        engines.map((engine) => engine.search(query, signal).catch(asFailure(engine))),
      );
      signal.throwIfAborted();
      const failures = outcomes.filter((outcome) => 'error' in outcome);
      const replies = outcomes.filter((outcome) => 'hits' in outcome);
      if (replies.length === 0) throw allFailed(failures);
      return {
        hits: interleave(replies).slice(0, query.limit),
        warnings: [...replies.flatMap(({ warnings }) => warnings), ...failures.map(warningOf)],
      };
    },
  };
}

interface Failure {
  readonly engine: string;
  readonly error: ServiceError;
}

function asFailure({ name }: SearchEngine): (error: unknown) => Failure {
  return (error) => {
    if (error instanceof ServiceError) return { engine: name, error };
    throw error;
  };
}

function warningOf({ engine, error }: Failure): Warning {
  return { code: 'engine-failed', message: `${error.message}.`, subject: engine };
}

function allFailed(failures: readonly Failure[]): ServiceError {
  const codes = new Set(failures.map(({ error }) => error.code));
  const [only] = codes;
  const code = codes.size === 1 && only !== undefined ? only : 'unavailable';
  const said = failures.map(({ error }) => error.message).join('; ');
  const waits = failures.flatMap(({ error }) => error.retryAfterMs ?? []);
  return new ServiceError(code, `All engines of the federation failed: ${said}`, {
    retryAfterMs: waits.length === 0 ? undefined : Math.min(...waits),
  });
}

function interleave(replies: readonly EngineReply[]): SearchHit[] {
  const byUrl = new Map<string, SearchHit>();
  const depth = Math.max(...replies.map(({ hits }) => hits.length));
  for (let rank = 0; rank < depth; rank++) {
    for (const { hits } of replies) {
      const hit = hits[rank];
      if (hit !== undefined && !byUrl.has(hit.url)) byUrl.set(hit.url, hit);
    }
  }
  return [...byUrl.values()];
}
