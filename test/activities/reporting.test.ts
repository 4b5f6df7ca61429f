import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { createReportingActivities } from '../../activities/reporting.js';
import type { RenderedReport, ReportDocument } from '../../contracts/reports.js';
import type { Run } from '../../contracts/runs.js';
import type { RenderReportInput, StoredReport } from '../../contracts/workflow-inputs.js';
import { memoryObjects } from '../api/memory-objects.js';
import { noState } from '../api/no-state.js';
import { FACTS, researchResult, SESSION_ID, searchResult } from '../helpers/sample-results.js';

const FOLDER = `runs/${SESSION_ID}/reports`;
const RUN: Run = {
  ...FACTS,
  owner: 'local',
  keyId: null,
  request: {},
  result: {},
  error: null,
  workflowId: 'search-1',
  parentWorkflowId: null,
  createdAt: FACTS.created_at,
  startedAt: null,
  completedAt: FACTS.completed_at,
};

test.each([
  ['search', searchResult(), 'How deep is Lake Baikal?'],
  ['research', researchResult(), 'The depth of Lake Baikal'],
])(
  'the result of a %s is made into a report and kept where it is looked for',
  async (_kind, result, title) => {
    const made: ReportDocument[] = [];
    const { reply, objects } = await render(result, { made });

    await reply;
    expect(made).toMatchObject([{ title, session_id: SESSION_ID }]);
    expect(await objects.list(`${FOLDER}/html-1`)).toEqual([(await reply).key]);
    expect((await reply).notes).toEqual([]);
  },
);

test('a report in which something is missing is not kept where it is looked for', async () => {
  const { reply, objects } = await render(searchResult(), { notes: ['No font'] });

  expect((await reply).notes).toEqual(['No font']);
  expect(await objects.list(`${FOLDER}/html-1`)).toEqual([]);
  expect(await objects.getText((await reply).key)).toBe('a report');
});

test('a session that is deleted while its report is made leaves nothing behind', async () => {
  const { reply, objects } = await render(searchResult(), { deleted: true });

  await expect(reply).rejects.toMatchObject({ code: 'not-found' });
  expect(await objects.list(`runs/${SESSION_ID}`)).toEqual([]);
});

test('a result of another shape is refused by name', async () => {
  const { reply } = await render({ images: [] });

  await expect(reply).rejects.toMatchObject({ code: 'unreadable' });
});

interface Scene {
  readonly made?: ReportDocument[];
  readonly notes?: string[];
  readonly deleted?: boolean;
}

async function render(result: unknown, { made = [], notes = [], deleted = false }: Scene = {}) {
  const objects = memoryObjects();
  const reports = {
    async render(report: ReportDocument): Promise<RenderedReport> {
      made.push(report);
      return { bytes: Buffer.from('a report'), notes };
    },
  };
  const runs = { ...noState().runs, find: async () => (deleted ? undefined : RUN) };
  const { renderReport } = createReportingActivities({ reports, objects, runs });
  const requestKey = await objects.put(FOLDER, JSON.stringify({ ...FACTS, result }));
  const input: RenderReportInput = {
    sessionId: SESSION_ID,
    requestKey,
    format: 'html',
    prefix: `${FOLDER}/html-1`,
  };
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const reply: Promise<StoredReport> = environment.run(() => renderReport(input));
  reply.catch(() => {}); // looked at by the test
  return { reply, objects };
}
