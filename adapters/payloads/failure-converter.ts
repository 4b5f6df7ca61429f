import { DefaultFailureConverter } from '@temporalio/common';

/** Encrypts messages and stacks of failures too; loaded by path, in workers, clients and the workflow sandbox. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
