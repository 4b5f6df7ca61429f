import type { UsageLog, UsedModel } from '../../contracts/model-usage.js';
import type { RunStore } from '../../contracts/runs.js';

type Used = Pick<UsedModel, 'model' | 'promptTokens' | 'completionTokens'>;

/** Counts what runs use of models towards the keys that asked for them. */
export interface RunUsage {
  /** Opens the count of one call, before it begins: its run may be deleted before it ends. No call waits for it. */
  open(runId: string | undefined): (used: Used) => void;
}

interface RunUsageParts {
  readonly runs: Pick<RunStore, 'find'>;
  readonly usage: Pick<UsageLog, 'note'>;
}

export function createRunUsage({ runs, usage }: RunUsageParts): RunUsage {
  return {
    open(runId) {
      const before = find(runId);
      return (used) => void note(runId, before, used);
    },
  };

  async function note(
    runId: string | undefined,
    before: ReturnType<typeof find>,
    used: Used,
  ): Promise<void> {
    const run = (await before) ?? (await find(runId)); // the database may have been away
    if (run !== undefined) usage.note({ owner: run.owner, keyId: run.keyId, ...used });
  }

  async function find(runId: string | undefined) {
    return runId === undefined ? undefined : runs.find(runId).catch(() => undefined);
  }
}
