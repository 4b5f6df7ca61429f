import type { StoredReply, VerifyTextInput } from '../contracts/workflow-inputs.js';
import * as activities from './activities.js';

/** Checks a text against evidence given with it; answers with where the reply lies. */
export async function verifyText(input: VerifyTextInput): Promise<StoredReply> {
  return activities.verifyText(input);
}
