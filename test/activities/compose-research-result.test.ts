import { expect, test } from 'vitest';
import type { z } from 'zod';
import { composeResearchResult } from '../../activities/compose-research-result.js';
import { putJson } from '../../activities/stored-json.js';
import { EXTRACTIVE } from '../../contracts/extractive.js';
import type { StoredSection } from '../../contracts/stored-shapes.js';
import { memoryObjects } from '../api/memory-objects.js';
import { evidencePack } from '../domain/claims/evidence-pack.js';

const SENTENCE = 'Burton was born in Burbank.';
const SECTION: z.infer<typeof StoredSection> = {
  heading: 'Birth',
  text: `${SENTENCE} [1]`,
  modelUsed: EXTRACTIVE,
  claims: [
    {
      text: SENTENCE,
      verdict: 'supported',
      source: 1,
      quote: SENTENCE,
      score: 1,
    },
  ],
  citations: [],
};

async function compose(query: string) {
  const objects = memoryObjects();
  const pack = evidencePack([{ title: 'Tim Burton', passages: [SENTENCE] }]);
  return composeResearchResult(objects, {
    runId: 'run',
    query,
    mode: 'deep',
    createdAt: new Date().toISOString(),
    traceUrl: null,
    progress: {
      plan: null,
      judged: [],
      rounds: [],
      packKey: await putJson(objects, 'run', pack),
      sectionKeys: [await putJson(objects, 'run', SECTION)],
      contradictionsKey: null,
      sourcesFound: 1,
      endedBy: 'coverage',
      modelUsed: EXTRACTIVE,
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, model_calls: 0 },
      warnings: [],
      heldMs: 0,
    },
  });
}

test('a report on something that no source names says so and is relied on less', async () => {
  const named = await compose('Where was Tim Burton born?');
  const other = await compose('Where was the director of Big Fish born?');

  expect(named.warnings).toEqual([]);
  expect(other.warnings).toMatchObject([{ code: 'name-not-found', subject: 'Big Fish' }]);
  expect(other.confidence).toBeLessThan(named.confidence / 2);
});
