import { z } from 'zod';
import { AskError, EXIT } from './ask-error.js';
import { plainLine } from './plain-text.js';

const Refusal = z.union([
  z.object({ message: z.string() }),
  z.object({
    detail: z.array(z.object({ msg: z.string(), loc: z.array(z.union([z.string(), z.int()])) })),
  }),
]);

/** Statuses that say the request itself was wrong. */
const BAD_USE = [400, 404, 413, 422];
/** Statuses of an instance that is starting, stopping or behind a gateway. */
const PASSING = [502, 503, 504];

/** The error that a refused call stands for, in the API's own words. */
export async function refusalOf(response: Response): Promise<AskError> {
  const { status } = response;
  const message = wordsOf(await bodyOf(response)) ?? `The API answered ${status}.`;
  const exitCode = BAD_USE.includes(status) ? EXIT.badUse : EXIT.failed;
  return new AskError(message, { exitCode, passing: PASSING.includes(status) });
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function wordsOf(body: unknown): string | undefined {
  const { data } = Refusal.safeParse(body);
  if (data === undefined) return undefined;
  if ('message' in data) return plainLine(data.message, 1_000);
  return data.detail
    .map(({ loc, msg }) => plainLine([...fieldOf(loc), msg].join(': '), 300))
    .join('\n');
}

/** `["body", "max_sources"]` names a field; a position in the text of the body does not, and a line is named by its message. */
function fieldOf(loc: readonly (string | number)[]): string[] {
  if (loc[1] === 'line' || loc[1] === 'questions') return [];
  const field = loc.slice(1).filter((part) => typeof part === 'string');
  return field.length === 0 ? [] : [field.join('.')];
}
