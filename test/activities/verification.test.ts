import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, expect, test } from 'vitest';
import { createVerificationActivities } from '../../activities/verification.js';
import type { StepThreads } from '../../contracts/step-threads.js';
import { VerifyReply, type VerifyRequest } from '../../contracts/verification.js';
import { openThreads } from '../../infra/services/open-threads.js';
import { memoryObjects } from '../api/memory-objects.js';
import { longestGap } from '../helpers/longest-gap.js';
import { LAKE_PAGES } from '../helpers/small-web.js';

const objects = memoryObjects();
const threads = openThreads();
afterAll(() => threads.close());

const SENTENCE = 80;
const PIECE = 400_000;
const DRAFT = 'Lake Baikal is 1,642 metres deep. The Angara is 2,000 kilometres long.';

/** A draft and evidence of about so many characters, most of them about other numbers. */
function request({ draft, evidence }: { draft: number; evidence: number }): VerifyRequest {
  const filler = Array.from({ length: evidence / SENTENCE }, (_, at) =>
    `Station ${at} of the river survey measured ${at * 7 + 3} metres of water`.padEnd(
      SENTENCE,
      '.',
    ),
  );
  const pieces = Array.from({ length: evidence / PIECE }, (_, at) =>
    filler.slice((at * PIECE) / SENTENCE, ((at + 1) * PIECE) / SENTENCE).join(' '),
  );
  return {
    text: [DRAFT, ...filler.slice(0, draft / SENTENCE)].join(' '),
    evidence: [
      ...LAKE_PAGES.map(({ title, text }) => ({ title, text })),
      ...pieces.map((text) => ({ text })),
    ],
  };
}

async function verify(
  wanted: VerifyRequest,
  using: StepThreads,
  environment = new MockActivityEnvironment(),
): Promise<VerifyReply> {
  const { verifyText } = createVerificationActivities({ objects, threads: using });
  const requestKey = await objects.put('verify/one', JSON.stringify(wanted));
  let key = '';
  await environment.run(async () => {
    ({ key } = await verifyText({ requestKey }));
  });
  return VerifyReply.parse(JSON.parse(await objects.getText(key)));
}

const refusing: StepThreads = { run: () => Promise.reject(new Error('no thread is to be used')) };

test('a small draft is verified here, without a thread', async () => {
  const { claims } = await verify(request({ draft: 0, evidence: 0 }), refusing);

  expect(claims.map(({ verdict }) => verdict)).toEqual(['supported', 'contradicted']);
});

test('while a large draft is verified the rest of the process goes on', async () => {
  const large = request({ draft: 20_000, evidence: 4_000_000 });

  const { result, gapMs } = await longestGap(() => verify(large, threads));

  expect(result.claims.slice(0, 2).map(({ verdict }) => verdict)).toEqual([
    'supported',
    'contradicted',
  ]);
  expect(result.claims.length).toBeGreaterThan(200);
  expect(gapMs).toBeLessThan(750);
}, 60_000);

test('cancelling ends a large verification there and then', async () => {
  const environment = new MockActivityEnvironment();
  const largest = request({ draft: 90_000, evidence: 16_000_000 });
  const verifying = verify(largest, threads, environment);
  const ended = expect(verifying).rejects.toThrow('CANCELLED');
  await new Promise((resolve) => setTimeout(resolve, 1_000));

  const cancelled = performance.now();
  environment.cancel('CANCELLED');
  await ended;

  expect(performance.now() - cancelled).toBeLessThan(2_000);
}, 60_000);
