import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import type { ChosenModels } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import type { Warning } from '../contracts/warnings.js';

/** Choosing the models of a run once, so that it keeps them to its end. */
export function createModelChoiceActivities({
  chat,
  embedder,
}: Pick<Services, 'chat' | 'embedder'>) {
  return {
    /** A model server that is away is no reason to fail: the answer is then made of sentences of the sources. */
    async chooseModels({ model }: { model: string | null }): Promise<ChosenModels> {
      const embedding = embedder()?.name ?? null;
      const keywordsOnly: Warning[] =
        embedding === null
          ? [
              {
                code: 'ranked-by-keywords',
                message: 'No embedding model is set up, so sources are ranked by keywords alone.',
              },
            ]
          : [];
      try {
        const chosen = await chat.resolve(model, cancellationSignal());
        return { chat: chosen?.name ?? null, embedding, warnings: keywordsOnly };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const warning: Warning = {
          code: 'model-unavailable',
          message: `${error.message} The answer is made of sentences of the sources.`,
          ...(model === null ? {} : { subject: model }),
        };
        return { chat: null, embedding, warnings: [...keywordsOnly, warning] };
      }
    },
  };
}
