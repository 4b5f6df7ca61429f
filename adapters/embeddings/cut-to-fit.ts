import { ServiceError } from '../../contracts/failures.js';

/** Below this a model that still refuses is not refusing the length. */
const LEAST_CHARACTERS = 200;

export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;

/**
 * Meets a model's input limit by cutting texts at it: whenever the model says 'context-overflow' the limit is
 * halved, and kept for later calls. An embedding of the beginning of a passage is of use, a refused one is not.
 */
export function cutToFit(
  startCharacters: number,
): (texts: readonly string[], embed: Embed) => ReturnType<Embed> {
  let limit = startCharacters;

  return async function embedCut(texts, embed) {
    for (;;) {
      const longest = Math.max(...texts.map(({ length }) => length));
      try {
        return await embed(texts.map((text) => cut(text, limit)));
      } catch (error) {
        if (!isOverflow(error) || Math.min(longest, limit) <= LEAST_CHARACTERS) throw error;
        limit = Math.floor(Math.min(longest, limit) / 2);
      }
    }
  };
}

function isOverflow(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'context-overflow';
}

/** Servers refuse an empty input, and half of a surrogate pair. */
function cut(text: string, limit: number): string {
  const beginning = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
  return beginning.trim() === '' ? '-' : beginning;
}
