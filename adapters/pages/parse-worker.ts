import { ServiceError } from '../../contracts/failures.js';
import { parseBody } from './parse-body.js';
import type { ParseReply, ParseTask } from './parse-request.js';

/** Entry of a parsing thread: answers one body at a time. */
export async function parse({ request, begun }: ParseTask): Promise<ParseReply> {
  begun.postMessage('begun');
  begun.close();
  try {
    return { page: await parseBody(request) };
  } catch (error) {
    if (error instanceof ServiceError) {
      return { failure: { code: error.code, message: error.message } };
    }
    throw error;
  }
}
