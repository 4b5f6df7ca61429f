import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import type { EngineReply, SearchEngine } from '../contracts/search-engines.js';
import type { FoundHits, SearchWebInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import type { Warning } from '../contracts/warnings.js';
import { askWithin } from './ask-within.js';
import { countQueries } from './count-queries.js';
import { putJson, runPrefix } from './stored-json.js';
import { openStep, type TellStep } from './tell-step.js';

/** The built-in engine always answers, so it says nothing about whether the web was searched. */
const HANDBOOK = 'handbook';

/** Asking search engines, in order, until one finds something. */
export function createSearchingActivities({
  engines,
  objects,
  writer,
}: Pick<Services, 'engines' | 'objects' | 'writer'>) {
  /** The engines that a search names, or those of its choice in their order. */
  function enginesOf({ provider, engine }: SearchWebInput): readonly SearchEngine[] {
    return provider === undefined ? engines.inOrder(engine) : [engines.named(provider)];
  }

  /** A failed engine is named and passed over; only cancelling ends the search. */
  async function ask(
    engine: SearchEngine,
    input: SearchWebInput,
    tell: TellStep,
  ): Promise<EngineReply | Warning> {
    const signal = cancellationSignal();
    try {
      return await askWithin(engine, input, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ServiceError)) throw error;
      tell('engine-failed', { engine: engine.name, code: error.code, message: error.message });
      return { code: 'engine-failed', message: error.message, subject: engine.name };
    }
  }

  return {
    /** Keeps the hits of the first engine that found any; empty only when an engine looked and found nothing. */
    async searchWeb(input: SearchWebInput): Promise<FoundHits> {
      const { runId, subQuery } = input;
      const tell = openStep(writer, runId);
      const warnings: Warning[] = [];
      let looked = false;
      const queries = countQueries();
      for (const engine of enginesOf(input)) {
        const reply = await ask(queries.of(engine), input, tell);
        if ('code' in reply) {
          warnings.push(reply);
          continue;
        }
        looked ||= engine.name !== HANDBOOK || input.provider !== undefined;
        warnings.push(...reply.warnings);
        if (reply.hits.length === 0) continue;
        if (engine.name === HANDBOOK) warnings.push(fromHandbook());
        const found = reply.hits.map(({ url, title, engine: name }) => ({
          url,
          title,
          engine: name,
        }));
        tell('source-found', { query: subQuery.query, engine: engine.name, sources: found });
        return {
          subQuery,
          looked,
          queries: queries.asked(),
          warnings,
          key: await putJson(objects, runPrefix(runId), reply.hits),
          count: reply.hits.length,
        };
      }
      tell('source-found', { query: subQuery.query, engine: null, sources: [] });
      return {
        subQuery,
        looked,
        queries: queries.asked(),
        warnings,
        key: await putJson(objects, runPrefix(runId), []),
        count: 0,
      };
    },
  };
}

function fromHandbook(): Warning {
  return {
    code: 'from-handbook',
    message: "Found in this product's own handbook, not on the web.",
    subject: HANDBOOK,
  };
}
