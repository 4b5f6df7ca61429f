import { expect, test } from 'vitest';
import { ResearchResult } from '../../contracts/research.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { stack } = useSmallWebStack();

async function research(body: Record<string, unknown>): Promise<ResearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/research`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return ResearchResult.parse(json);
}

const QUESTION = 'How long is the river that flows out of Lake Baikal?';

test('a question is planned, followed up and reported on, every sentence checked', async () => {
  const result = await research({ query: QUESTION });

  expect(result.findings).toContain('1,779 kilometres');
  expect(result.plan.steps.length).toBeGreaterThan(1);
  expect(result.execution_steps[0]).toMatchObject({ iteration: 1, judged_by: 'rules' });
  expect(result.citations.map(({ source_id }) => source_id)).toEqual(
    result.citations.map((_, at) => String(at + 1)),
  );
  expect(result.grounding_score).toBe(1);
  expect(result.model_used).toBe('none (extractive)');
  expect(result.ended_by).not.toBeNull();
});
