import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { research } from '../../workflows/research.js';
import { researchActivities, researchInput, STEPS } from '../helpers/research-activities.js';
import { USAGE, withModel } from '../helpers/research-by-model.js';
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

const PLANNED = ['In short', 'By the model'];

test('the model writes section after section, each is checked, and the report is labelled with it', async () => {
  const places: unknown[] = [];
  const { progress, codes } = await settle(researchInput(), {
    checkAnswer: async ({ answerKey, packKey, section }) => {
      places.push([packKey, section]);
      return { checkKey: `check of ${answerKey}`, claims: 2, failed: 0, warnings: [] };
    },
  });

  expect(progress?.sectionKeys).toEqual(PLANNED.map((one) => `check of answer on ${one}`));
  expect(places).toEqual(
    PLANNED.map((heading, at) => [`evidence of ${heading}`, { number: at + 1, heading }]),
  );
  expect(progress?.modelUsed).toBe('small');
  expect(codes).toEqual([]);
});

test('what the check does not bear out is rewritten once, and the better text is taken', async () => {
  const { progress } = await settle(researchInput(), {
    checkAnswer: async ({ answerKey }) => ({
      checkKey: `check of ${answerKey}`,
      claims: 2,
      failed: answerKey.startsWith('answer') ? 1 : 0,
      warnings: [],
    }),
    rewriteAnswer: async ({ checkKey, model }) => ({
      answerKey: `rewritten ${checkKey}`,
      modelUsed: model,
      usage: USAGE,
      warnings: [],
    }),
  });

  expect(progress?.sectionKeys[0]).toBe('check of rewritten check of answer on In short');
});

test.each<[string, Changes, string]>([
  [
    'fails',
    {
      writeSection: ({ section }) =>
        section.heading === 'In short' ? gone() : written(section.heading),
    },
    'failed or took too long',
  ],
  [
    'writes nothing that holds',
    {
      checkAnswer: async ({ answerKey }) => ({
        checkKey: `check of ${answerKey}`,
        claims: 2,
        failed: answerKey.includes('In short') ? 2 : 0,
        warnings: [],
      }),
      rewriteAnswer: gone,
    },
    'could be checked',
  ],
])(
  'a section for which the model %s is made of the sources, and named',
  async (_, changes, why) => {
    const { end, progress } = await settle(researchInput(), changes);

    expect(end?.status).toBe('completed');
    expect(progress?.sectionKeys).toEqual([
      'extract on In short',
      'check of answer on By the model',
    ]);
    expect(progress?.modelUsed).toBe('small');
    expect(progress?.warnings).toEqual([
      {
        code: 'extractive-section',
        message: expect.stringMatching(new RegExp(`${why}.*“In short”`)),
        subject: 'small',
      },
    ]);
  },
);

test('a model that is gone is asked twice, then the report is made of the sources and says so', async () => {
  let asked = 0;
  const { progress, codes } = await settle(researchInput(), {
    planByModel: async () => ({
      plan: { original_query: 'q', steps: MANY, estimated_time: 1, complexity: 'complex' },
      fault: '',
      usage: USAGE,
    }),
    writeSection: () => {
      asked += 1;
      return gone();
    },
  });

  expect(asked).toBe(2);
  expect(progress?.sectionKeys).toHaveLength(MANY.length + 1);
  expect(progress?.modelUsed).toBe('none (extractive)');
  expect(codes?.filter((code) => code === 'extractive-section')).toHaveLength(MANY.length + 1);
});

test('a budget of tokens that is used up ends what the model writes, not the report', async () => {
  const { progress, codes } = await settle(
    researchInput({ budget: { seconds: null, tokens: 31, pages: null, searches: null } }),
  );

  expect(progress?.sectionKeys).toEqual(['check of answer on In short', 'extract on By the model']);
  expect(codes).toEqual(['budget-reached']);
});

test('a section for which nothing was found is left out, and the model is not asked for it', async () => {
  const { progress } = await settle(researchInput(), {
    writeSection: async ({ section, model }) =>
      section.heading === 'In short'
        ? { answerKey: null, packKey: null, modelUsed: model, usage: USAGE, warnings: [] }
        : written(section.heading),
  });

  expect(progress?.sectionKeys).toEqual(['check of answer on By the model']);
});

const MANY = [1, 2, 3, 4].map((step_number) => ({
  step_number,
  description: `Step ${step_number}`,
  search_query: `query ${step_number}`,
  expected_outcome: '',
  depends_on: [],
}));

async function written(heading: string) {
  return {
    answerKey: `answer on ${heading}`,
    packKey: `evidence of ${heading}`,
    modelUsed: 'small',
    usage: USAGE,
    warnings: [],
  };
}
