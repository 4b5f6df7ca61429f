import { afterAll, expect, test } from 'vitest';
import { createSizedSteps } from '../../activities/sized-steps.js';
import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { StepThreads } from '../../contracts/step-threads.js';
import { openThreads } from '../../infra/services/open-threads.js';
import { LAKE_PAGES } from '../helpers/small-web.js';

const threads = openThreads();
afterAll(() => threads.close());
const signal = new AbortController().signal;
const question = 'How deep is Lake Baikal?';

/** The steps as they are, and where each ran. */
function steps() {
  const inThread: string[] = [];
  const noting: StepThreads = {
    run(step, input, until) {
      inThread.push(step.name);
      return threads.run(step, input, until);
    },
  };
  return { ...createSizedSteps(noting), inThread };
}

/** The lake's pages, each as long as asked. */
function documents(characters: number): EvidenceDocument[] {
  return LAKE_PAGES.map(({ path, title, text }, at) => ({
    url: `https://lakes.example${path}`,
    title,
    snippet: '',
    engine: 'searxng',
    sourceType: 'web',
    evidence: 'page',
    text: text.repeat(Math.ceil(characters / text.length)),
    publishedAt: null,
    fusedScore: 1 / (at + 1),
  }));
}

async function answer(characters: number) {
  const { selectPassages, rankSources, checkWithMeaning, inThread } = steps();
  const found = { question, subQueries: [], documents: documents(characters) };
  const passages = await selectPassages({ ...found, limit: 120 }, signal);
  const sources = await rankSources(
    {
      ...found,
      passages,
      maxSources: 6,
      diversity: true,
      recency: false,
      queryAware: false,
      nowMs: 0,
    },
    signal,
  );
  const pack = { question, language: 'en', sources };
  const sentence = 'Lake Baikal is 1,642 metres deep [1]. Lake Baikal is 900 metres deep [1]. ';
  const text = sentence.repeat(Math.ceil(characters / 5_000));
  const similarities = sources.map(() => [0.5]);
  const checked = await checkWithMeaning({ answer: text, pack, similarities }, signal);
  return { inThread, first: sources[0]?.source.url, verdicts: checked.claims.slice(0, 2) };
}

test('large documents are ranked, and a long answer is checked, in threads, as small ones are here', async () => {
  const small = await answer(500);
  const large = await answer(60_000 * 6);

  expect(small.inThread).toEqual([]);
  expect(large.inThread).toEqual(['selectPassages', 'rankSources', 'checkWithMeaning']);
  for (const { first, verdicts } of [small, large]) {
    expect(first).toBe('https://lakes.example/lake-baikal');
    expect(verdicts).toMatchObject([{ verdict: 'supported' }, { verdict: 'contradicted' }]);
  }
}, 60_000);
