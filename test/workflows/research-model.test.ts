import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { research } from '../../workflows/research.js';
import {
  judgement,
  researchActivities,
  researchInput,
  STEPS,
} from '../helpers/research-activities.js';
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

const MANY = [1, 2, 3, 4].map((step_number) => ({
  step_number,
  description: `Step ${step_number}`,
  search_query: `query ${step_number}`,
  expected_outcome: '',
  depends_on: [],
}));

const PLAN_OF_MANY: Changes = {
  planByModel: async () => ({
    plan: { original_query: 'q', steps: MANY, estimated_time: 1, complexity: 'complex' },
    fault: '',
    usage: USAGE,
  }),
};

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

test('the model judges every step that was asked for, and its gap queries are asked in the next round', async () => {
  const judged: unknown[] = [];
  const { progress, told } = await settle(researchInput({ max_iterations: 2 }), {
    judgeStep: async ({ packKey, step: { step_number } }) => {
      judged.push([packKey, step_number]);
      const query = step_number === 2 ? 'Big Eyes film director wife' : '';
      return {
        verdict: { step_number, state: 'partly', missing: 'her name', contradicts: '', query },
        usage: USAGE,
      };
    },
  });

  const [first, second] = progress?.rounds ?? [];
  expect(judged.slice(0, 2)).toEqual([
    ['pack of the round', 1],
    ['pack of the round', 2],
  ]);
  expect(first).toMatchObject({ judged_by: 'model', tokens: 30 });
  expect(first?.coverage[0]).toMatchObject({ state: 'partly', missing: 'her name' });
  expect(second?.queries).toEqual(['Big Eyes film director wife', 'Tim Burton spouse']);
  expect(told.filter(({ type }) => type === 'warning')).toEqual([]);
});

test('gathering ends when the model finds every step covered that the rules find covered in part', async () => {
  const { progress } = await settle(researchInput({ max_iterations: 5 }), {
    judgeByRules: async () => judgement({ steps: ASKED, next: [] }),
    planByModel: gone,
    planResearch: async () => ({
      plan: {
        original_query: 'q',
        steps: STEPS.filter(({ depends_on }) => depends_on.length === 0),
        estimated_time: 1,
        complexity: 'simple',
      },
      language: 'en',
      timeRange: null,
    }),
    judgeStep: async ({ step: { step_number } }) => ({
      verdict: { step_number, state: 'covered', missing: '', contradicts: '', query: '' },
      usage: USAGE,
    }),
  });

  expect(progress?.endedBy).toBe('coverage');
  expect(progress?.rounds).toHaveLength(1);
});

const ASKED = STEPS.filter(({ depends_on }) => depends_on.length === 0).map(({ step_number }) => ({
  step_number,
  state: 'partly' as const,
  missing: 'spouse',
}));

test('a model that fails while judging is not asked again in that round, and the rules judge', async () => {
  let asked = 0;
  const { end, progress, codes } = await settle(researchInput({ max_iterations: 2 }), {
    judgeStep: () => {
      asked += 1;
      return gone();
    },
  });

  expect(end?.status).toBe('completed');
  expect(asked).toBe(2);
  expect(progress?.rounds.map(({ judged_by }) => judged_by)).toEqual(['rules', 'rules']);
  expect(progress?.rounds[1]?.queries).toEqual(['Tim Burton spouse']);
  expect(codes).toEqual(['judged-by-rules']);
});

test('judging stops where the budget of tokens has no room for it', async () => {
  const { progress } = await settle(
    researchInput({
      max_iterations: 1,
      budget: { seconds: null, tokens: 38, pages: null, searches: null },
    }),
  );

  // The plan and one verdict: 30 tokens of 80 % of 38.
  expect(progress?.rounds[0]).toMatchObject({ judged_by: 'model', tokens: 15 });
});

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
    ...PLAN_OF_MANY,
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
    researchInput({
      max_iterations: 1,
      budget: { seconds: null, tokens: 61, pages: null, searches: null },
    }),
  );

  expect(progress?.sectionKeys).toEqual(['check of answer on In short', 'extract on By the model']);
  expect(codes).toEqual(['budget-reached']);
});

test.each([1, 3])(
  'a plan that uses up the tokens leaves a round to the rules and the report to the sources: %i rounds',
  async (max_iterations) => {
    const { end, progress, codes } = await settle(
      researchInput({
        max_iterations,
        budget: { seconds: null, tokens: 1_000, pages: null, searches: null },
      }),
      {
        planByModel: async () => ({
          plan: { original_query: 'q', steps: [...STEPS], estimated_time: 1, complexity: 'simple' },
          fault: '',
          usage: {
            prompt_tokens: 900,
            completion_tokens: 100,
            total_tokens: 1_000,
            model_calls: 1,
          },
        }),
      },
    );

    expect(end?.status).toBe('completed');
    expect(progress?.rounds).toMatchObject([{ iteration: 1, judged_by: 'rules', tokens: 0 }]);
    expect(progress?.endedBy).toBe('budget');
    expect(progress?.sectionKeys).not.toEqual([]);
    expect(progress?.usage.total_tokens).toBe(1_000);
    expect(codes).toContain('budget-reached');
  },
);

test('a section for which nothing was found is left out, and the model is not asked for it', async () => {
  const { progress } = await settle(researchInput(), {
    writeSection: async ({ section, model }) =>
      section.heading === 'In short'
        ? { answerKey: null, packKey: null, modelUsed: model, usage: USAGE, warnings: [] }
        : written(section.heading),
  });

  expect(progress?.sectionKeys).toEqual(['check of answer on By the model']);
});

test('the report has the sections of the model', async () => {
  const { progress, codes } = await settle(researchInput({ max_iterations: 1 }), {
    ...PLAN_OF_MANY,
    outlineByModel: async ({ packKey, steps }) => ({
      sections: [{ heading: `${packKey} of ${steps.length}`, query: 'all of it' }],
      fault: '',
      usage: USAGE,
    }),
  });

  expect(progress?.sectionKeys).toEqual(['check of answer on final pack of 4']);
  expect(codes).toEqual([]);
});

test.each<[string, Changes, string]>([
  ['fails', { outlineByModel: gone }, 'it failed or took too long'],
  [
    'has no outline',
    { outlineByModel: async () => ({ sections: null, fault: 'no section', usage: USAGE }) },
    'no section',
  ],
])(
  'a model that %s leaves the sections to the plan, and the run says why',
  async (_, changes, why) => {
    const { progress } = await settle(researchInput({ max_iterations: 1 }), {
      ...PLAN_OF_MANY,
      ...changes,
    });

    expect(progress?.sectionKeys).toHaveLength(MANY.length + 1);
    expect(progress?.warnings).toEqual([
      {
        code: 'outline-by-rules',
        message: expect.stringContaining(`(${why})`),
        subject: 'small',
      },
    ]);
  },
);

async function written(heading: string) {
  return {
    answerKey: `answer on ${heading}`,
    packKey: `evidence of ${heading}`,
    modelUsed: 'small',
    usage: USAGE,
    warnings: [],
  };
}
