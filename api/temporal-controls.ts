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
    async control(workflowId, control) {
      const handle = client.workflow.getHandle(workflowId);
      const taken = await orNothing(WorkflowNotFoundError, async () => {
        await callTemporal(client, () => send(handle, control)).catch(refuse);
        return true;
      });
      return taken === true;
    },
  };
}

async function send(handle: WorkflowHandle, control: Control): Promise<void> {
  if ('body' in control)
    await handle.executeUpdate<void, [unknown]>(control.name, { args: [control.body] });
  else await handle.executeUpdate<void, []>(control.name);
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
