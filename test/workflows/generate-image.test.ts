import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { generateImage } from '../../workflows/generate-image.js';
import { imageActivities, imageInput, SAMPLE_IMAGE } from '../helpers/image-activities.js';
import { withWorkers } from '../helpers/temporal.js';

/** Runs one beside stand-ins of its steps and says how it was settled. */
async function generate(activities: Partial<Activities> = {}, input = imageInput()) {
  const ended: EndRunInput[] = [];
  const { told } = await withWorkers(imageActivities(ended, activities), ({ client, ...on }) =>
    client.workflow
      .execute<typeof generateImage>('generateImage', { args: [input], ...on })
      .catch(() => {}),
  );
  return { ended, told: told.map(({ type, data }) => ({ type, data })) };
}

test('an image is drawn as it was asked for, and its run completed with what is known of it', async () => {
  const asked: unknown[] = [];
  const { ended, told } = await generate({
    drawImage: async (input) => {
      asked.push(input);
      return SAMPLE_IMAGE;
    },
  });

  const { runId, request } = imageInput();
  const { query: prompt, model, size, via } = request;
  expect(asked).toEqual([{ runId, prompt, model, size, via }]);
  expect(ended).toEqual([{ runId, status: 'completed', image: SAMPLE_IMAGE }]);
  expect(told.slice(0, 2)).toMatchObject([
    { type: 'run-start' },
    { type: 'stage-start', data: { stage: 'draw', model: 'flux' } },
  ]);
});

test('what the server refuses fails the run under its own name', async () => {
  const { ended } = await generate({
    drawImage: () => Promise.reject(ApplicationFailure.nonRetryable('no nudes', 'bad-input')),
  });

  expect(ended).toMatchObject([
    { status: 'failed', error: { error: 'bad-input', message: 'no nudes' } },
  ]);
});

test('an image that takes longer than its time is given up, and the run says so', async () => {
  const input = imageInput({ timeout: 0.1 });
  const { ended } = await generate(
    {
      drawImage: () => new Promise((resolve) => setTimeout(() => resolve(SAMPLE_IMAGE), 1_000)),
    },
    input,
  );

  // On a slow machine the step is repeated, and a run that is settled stays as it is.
  expect(ended[0]).toMatchObject({ status: 'timed_out', error: { error: 'image_timeout' } });
});
