import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { research } from '../../workflows/research.js';
import { researchActivities, researchInput, STEPS } from '../helpers/research-activities.js';
import { withModel } from '../helpers/research-by-model.js';
import { withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof researchActivities>[1];

/** Does one research run with a model, beside stand-ins of its steps, and says how it was settled and what it told. */
async function settle(input = researchInput(), changes: Changes = {}) {
  const ended: EndRunInput[] = [];
  const activities = researchActivities(ended, withModel(changes));
  const { told } = await withWorkers(activities, ({ client, ...on }) =>
    client.workflow
      .execute<typeof research>('research', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  const progress = ended[0]?.research?.progress;
  return { end: ended[0], progress, told, codes: progress?.warnings.map(({ code }) => code) };
}

const gone = () => Promise.reject(ApplicationFailure.nonRetryable('gone', 'unavailable'));

test('the plan of the model is the plan of the run, and its tokens are counted', async () => {
  const { progress, told } = await settle();

  expect(progress?.plan?.steps.map(({ description }) => description)).toContain('By the model');
  expect(told.find(({ type }) => type === 'plan-ready')?.data).toMatchObject({
    planned_by: 'model',
  });
  expect(progress?.usage.model_calls).toBeGreaterThan(0);
});

test.each<[string, Changes, string]>([
  ['fails', { planByModel: gone }, 'it failed or took too long'],
  [
    'gives no plan',
    {
      planByModel: async () => ({
        plan: null,
        fault: 'steps 1, 2 wait for each other',
        usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10, model_calls: 1 },
      }),
    },
    'steps 1, 2 wait for each other',
  ],
])(
  'a model that %s leaves the plan to the rules, and the run says why',
  async (_, changes, why) => {
    const { end, progress, told } = await settle(researchInput(), changes);

    expect(end?.status).toBe('completed');
    expect(progress?.plan?.steps).toEqual(STEPS);
    expect(progress?.warnings).toContainEqual(
      expect.objectContaining({ code: 'plan-by-rules', message: expect.stringContaining(why) }),
    );
    expect(told.find(({ type }) => type === 'plan-ready')?.data).toMatchObject({
      planned_by: 'rules',
    });
    expect(told.find(({ type }) => type === 'warning')?.data).toMatchObject({
      code: 'plan-by-rules',
    });
  },
);
