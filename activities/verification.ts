import { cancellationSignal } from '@temporalio/activity';
import type { Services } from '../contracts/services.js';
import { VerifyRequest } from '../contracts/verification.js';
import type { StoredReply, VerifyTextInput } from '../contracts/workflow-inputs.js';
import { verifyText } from '../domain/claims/verify-text.js';
import { getJson, putJson } from './stored-json.js';

/** Checking a text that somebody else wrote. */
export function createVerificationActivities({ objects }: Pick<Services, 'objects'>) {
  return {
    async verifyText({ requestKey }: VerifyTextInput): Promise<StoredReply> {
      const request = await getJson(objects, requestKey, VerifyRequest);
      cancellationSignal().throwIfAborted();
      return { key: await putJson(objects, folderOf(requestKey), verifyText(request)) };
    },
  };
}

/** The reply lies beside the request and goes with it: it quotes what the caller sent. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}
