import { createHash } from 'node:crypto';
import {
  type Client,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Control } from '../contracts/control-messages.js';
import { ApiError } from './api-error.js';
import type { RunStarter } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { orNothing } from './temporal-runs.js';

/** Sends messages to the workflows of running research. */
export function createControls(client: Client): Pick<RunStarter, 'control'> {
  return {
    async control(workflowId, control, repeatKey) {
      const handle = client.workflow.getHandle(workflowId);
      const taken = await orNothing(WorkflowNotFoundError, async () => {
        await callTemporal(client, () => send(handle, control, repeatKey)).catch(refuse);
        return true;
      });
      return taken === true;
    },
  };
}

async function send(
  handle: WorkflowHandle,
  control: Control,
  repeatKey: string | undefined,
): Promise<void> {
  const updateId = idOf(control, repeatKey);
  const named = updateId === undefined ? {} : { updateId };
  if ('body' in control)
    await handle.executeUpdate<void, [unknown]>(control.name, { args: [control.body], ...named });
  else await handle.executeUpdate<void, []>(control.name, named);
}

/**
 * Temporal takes an update once under its id, also when the answer to the first was lost. Without a key a direction is
 * its own, since the same one again adds nothing; the other messages do no harm twice, and have to be taken again when
 * they come again on purpose.
 */
function idOf(control: Control, repeatKey: string | undefined): string | undefined {
  if (repeatKey === undefined && control.name !== 'steer') return undefined;
  const body = 'body' in control ? control.body : null;
  const hash = createHash('sha256').update(JSON.stringify([repeatKey ?? null, body]));
  return `${control.name}-${hash.digest('hex')}`;
}

/** A run that does not take a message says why; the name of the reason is the type of the failure. */
function refuse(error: unknown): never {
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) throw error;
  throw new ApiError({
    status: 409,
    error: cause.type ?? 'refused',
    message: cause.message,
    cause,
  });
}
