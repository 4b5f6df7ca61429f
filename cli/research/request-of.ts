import { z } from 'zod';
import { ResearchRequest } from '../../contracts/research.js';
import { AskError, EXIT } from '../ask/ask-error.js';

/** What commander makes of the command line. */
const Options = z.object({
  mode: z.string().optional(),
  engine: z.string().optional(),
  model: z.string().optional(),
  iterations: z.number().optional(),
  timeout: z.number().optional(),
  approve: z.boolean().optional(),
  followUp: z.string().optional(),
});

/** The request that a command line stands for; AskError naming what is wrong with it. */
export function researchRequestOf(words: readonly string[], options: unknown): ResearchRequest {
  const query = words.join(' ').trim();
  if (query === '') throw badUse('The question is empty.');
  const { mode, engine, model, iterations, timeout, approve, followUp } = Options.parse(options);
  const request = ResearchRequest.safeParse({
    query,
    mode,
    model: model ?? null,
    timeout,
    max_iterations: iterations,
    search_engine: engine,
    follow_up_of: followUp ?? null,
    require_approval: approve,
    // Whoever wants to see a plan first does not want it carried out after they are gone.
    approval_default: 'cancel',
  });
  if (!request.success) throw badUse(z.prettifyError(request.error));
  return request.data;
}

function badUse(message: string): AskError {
  return new AskError(message, { exitCode: EXIT.badUse });
}
