import { expect, test } from 'vitest';
import { workflowBundle } from '../helpers/workflow-bundle.js';

const TEMPORAL = ['@temporalio/common', '@temporalio/workflow', 'long', 'ms', 'nexus-rpc'];
/** The package that `domain/` may use. */
const PURE = ['stemmer'];

/** Each run evaluates what the bundle holds anew, and a schema library costs it some 20 ms. */
test('workflows bring along no package but those of Temporal and the stemmer', async () => {
  const { code } = await workflowBundle();
  const modules = code.matchAll(/^\/\*{3}\/ "\.\/node_modules\/((?:@[^/"]+\/)?[^/"]+)/gm);
  const packages = new Set([...modules].map(([, name]) => name));

  expect(packages).toContain('@temporalio/workflow');
  expect([...packages].filter((name) => ![...TEMPORAL, ...PURE].includes(name ?? ''))).toEqual([]);
});
