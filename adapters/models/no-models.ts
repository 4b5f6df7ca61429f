import { ServiceError } from '../../contracts/failures.js';
import type { ChatModels } from '../../contracts/models.js';

/** Chat models of an instance that has none: answers are made of the sources' own sentences. */
export function createNoModels(): ChatModels {
  return {
    list: async () => [],
    resolve: async (name) => {
      if (name === null) return undefined;
      throw new ServiceError(
        'not-found',
        `there is no model "${name}": no model server is set up; set OLLAMA_URL or OPENAI_BASE_URL, ` +
          'and let CHAT_MODEL be unset or a model of that server; known models: none',
      );
    },
  };
}
