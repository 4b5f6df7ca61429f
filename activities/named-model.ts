import { ServiceError } from '../contracts/failures.js';
import type { ChatModel, ChatModels } from '../contracts/models.js';

/** The model a run chose at its start; it may have gone since. */
export async function namedModel(
  chat: ChatModels,
  name: string,
  signal: AbortSignal,
): Promise<ChatModel> {
  const model = await chat.resolve(name, signal);
  if (model === undefined) throw new ServiceError('not-found', `the model ${name} is gone`);
  return model;
}
