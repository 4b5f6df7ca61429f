import type { ApiContext } from '../api-context.js';

/** The query parameters of a request; of one given twice the last counts. */
export function queryOf({ query }: ApiContext): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) parameters[name] = last;
  }
  return parameters;
}
