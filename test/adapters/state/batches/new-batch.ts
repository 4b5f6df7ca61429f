import { randomUUID } from 'node:crypto';
import type { NewBatch, NewItem } from '../../../../contracts/batch-store.js';

/** A batch as the API would enter it, of so many questions, with what the test says otherwise. */
export function newBatch(questions: number, changes: Partial<NewBatch> = {}): NewBatch {
  const id = randomUUID();
  return {
    id,
    owner: `owner-${id}`,
    name: null,
    window: null,
    workflowId: `batch-${id}`,
    fingerprint: 'same',
    itemKeys: [`batches/${id}/first`, `batches/${id}/second`],
    items: Array.from({ length: questions }, (_, index) => question(index + 1)),
    ...changes,
  };
}

export function question(line: number): NewItem {
  return { line, title: `question ${line}`, kind: 'search', error: null };
}
