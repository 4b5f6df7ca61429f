/** Where it is notified that a batch has changed or is gone: the payload is the batch's id, and only a hint. */
export const BATCH_CHANNEL = 'plumbline_batches';
