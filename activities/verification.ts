import { cancellationSignal } from '@temporalio/activity';
import type { Services } from '../contracts/services.js';
import type { StoredReply, VerifyTextInput } from '../contracts/workflow-inputs.js';
import { createSizedSteps } from './sized-steps.js';

/** Checking a text that somebody else wrote. */
export function createVerificationActivities({
  objects,
  threads,
}: Pick<Services, 'objects' | 'threads'>) {
  const { verifyJson } = createSizedSteps(threads);
  return {
    async verifyText({ requestKey }: VerifyTextInput): Promise<StoredReply> {
      const reply = await verifyJson(await objects.get(requestKey), cancellationSignal());
      return { key: await objects.put(folderOf(requestKey), reply) };
    },
  };
}

/** The reply lies beside the request and goes with it: it quotes what the caller sent. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}
