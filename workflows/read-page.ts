import type { ReadPageInput, StoredReply } from '../contracts/workflow-inputs.js';
import * as activities from './activities.js';

/** Reads one page under all guards and keeps it; answers with where it lies. */
export async function readPage(input: ReadPageInput): Promise<StoredReply> {
  return activities.readPage(input);
}
