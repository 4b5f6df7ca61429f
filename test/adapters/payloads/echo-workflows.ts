import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

const { repeat } = proxyActivities<{ repeat(text: string): Promise<string> }>({
  startToCloseTimeout: '10s',
  retry: { maximumAttempts: 1 },
});

/** Takes a text through an activity and returns the large text made of it. */
export async function enlarge(text: string): Promise<string> {
  return repeat(text);
}

/** Fails with the text as its message. */
export async function fail(text: string): Promise<void> {
  throw ApplicationFailure.create({ message: text, type: 'bad-input', nonRetryable: true });
}
