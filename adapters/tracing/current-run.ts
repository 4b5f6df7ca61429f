import { Context } from '@temporalio/activity';

/** The run that the calling activity works for, found in its workflow's id `<kind>-<run id>`; undefined elsewhere. */
export function currentRunId(): string | undefined {
  const workflowId = workflowIdHere();
  return workflowId === undefined ? undefined : UUID_AT_END.exec(workflowId)?.[0];
}

const UUID_AT_END = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function workflowIdHere(): string | undefined {
  try {
    return Context.current().info.workflowExecution?.workflowId;
  } catch {
    return undefined; // not in an activity
  }
}
