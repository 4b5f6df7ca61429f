import { ApplicationFailure } from '@temporalio/workflow';
import type { ChosenModels } from '../contracts/search-steps.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import { chooseModels } from './activities.js';

/** The models of a run from its first step to its last. */
export interface RunModels {
  /** Plan and judge. */
  readonly gathering: ChosenModels;
  /** Write. */
  readonly writing: ChosenModels;
}

/** Chooses the models of a run. A live search names both, and fails where it cannot have them: none is swapped. */
export async function chooseRunModels({ request, live }: ResearchInput): Promise<RunModels> {
  const gathering = await chooseModels({ model: request.model });
  if (live === undefined) return { gathering, writing: gathering };
  const writing =
    live.synthesisModelName === live.reasoningModelName
      ? gathering
      : await chooseModels({ model: live.synthesisModelName });
  for (const models of [gathering, writing]) if (models.chat === null) throw unavailable(models);
  return { gathering, writing };
}

function unavailable({ warnings }: ChosenModels): ApplicationFailure {
  const reason = warnings.find(({ code }) => code === 'model-unavailable')?.message;
  return ApplicationFailure.nonRetryable(reason ?? 'No chat model is there.', 'unavailable');
}
