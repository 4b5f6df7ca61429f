import { z } from 'zod';
import { SearchRequest } from '../../contracts/search.js';
import { AskError, EXIT } from './ask-error.js';

/** What commander makes of the command line. */
const Options = z.object({
  mode: z.string().optional(),
  engine: z.string().optional(),
  model: z.string().optional(),
  maxSources: z.number().optional(),
  timeout: z.number().optional(),
});

/** The request that a command line stands for; AskError naming what is wrong with it. */
export function requestOf(words: readonly string[], options: unknown): SearchRequest {
  const query = words.join(' ').trim();
  if (query === '') throw badUse('The question is empty.');
  const { mode, engine, model, maxSources, timeout } = Options.parse(options);
  const request = SearchRequest.safeParse({
    query,
    mode,
    model,
    timeout,
    max_sources: maxSources,
    search_engine: engine,
  });
  if (!request.success) throw badUse(z.prettifyError(request.error));
  return request.data;
}

function badUse(message: string): AskError {
  return new AskError(message, { exitCode: EXIT.badUse });
}
