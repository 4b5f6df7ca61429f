import { cancellationSignal } from '@temporalio/activity';
import type { Services } from '../contracts/services.js';
import { VerifyRequest } from '../contracts/verification.js';
import type { StoredReply, VerifyTextInput } from '../contracts/workflow-inputs.js';
import { verifyText } from '../domain/claims/verify-text.js';
import { getJson, putJson, REPLIES_PREFIX } from './stored-json.js';

/** Checking a text that somebody else wrote. */
export function createVerificationActivities({ objects }: Pick<Services, 'objects'>) {
  return {
    async verifyText({ requestKey }: VerifyTextInput): Promise<StoredReply> {
      const request = await getJson(objects, requestKey, VerifyRequest);
      cancellationSignal().throwIfAborted();
      return { key: await putJson(objects, REPLIES_PREFIX, verifyText(request)) };
    },
  };
}
