import { createServer } from 'node:http';
import { createBatchStore } from '../../adapters/state/batches/batch-store.js';
import { createEventLog } from '../../adapters/state/event-log.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import { createScheduleStore } from '../../adapters/state/schedules/schedule-store.js';
import { composeApp } from '../../api/app.js';
import { SEARCH_RESULT_EXAMPLE } from '../../api/openapi/examples.js';
import { createEmbedded } from '../adapters/state/test-database.js';
import { memoryObjects } from './memory-objects.js';
import { goesOn, scriptedStarter } from './scripted-starter.js';
import { testParts } from './test-app.js';

/** Serves the API with runs that answer with the documented example: for testers of HTTP APIs to try. */
const embedded = await createEmbedded();
const database = await openDatabase({ folder: embedded.folder });
const state = {
  runs: createRunStore(database),
  events: createEventLog(database),
  batches: createBatchStore(database, { usualWindow: 4 }),
  schedules: createScheduleStore(database),
  objects: memoryObjects(),
};

const page = { url: 'https://example.org/', title: 'A title', byline: null, published_at: null };
const text = { language: 'en', media_type: 'text/html', text: 'Text.', markdown: 'Text.' };
const pageKey = await state.objects.put('pages', JSON.stringify({ ...page, ...text }));
const replyKey = await state.objects.put('replies', '{"claims": [], "grounding_score": 0}');

const starter = scriptedStarter(
  state,
  async (run, own) => {
    const { runId, request } = run.input;
    await goesOn(run, own);
    const result = { ...SEARCH_RESULT_EXAMPLE, session_id: runId, query: request.query };
    await own.runs.end(runId, { status: 'completed', result });
  },
  {
    readPage: async () => ({ key: pageKey }),
    verifyText: async () => ({ key: replyKey }),
    cancel: async (workflowId) => {
      await state.runs.end(workflowId.slice(workflowId.indexOf('-') + 1), { status: 'cancelled' });
      return true;
    },
  },
);

const log = {
  info() {},
  warn: (facts: object, message: string) => console.error(message, facts),
  error: (facts: object, message: string) => console.error(message, facts),
};
const answer = composeApp(testParts(state, { starter, log })).callback();
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object')
    console.log(`http://127.0.0.1:${address.port}`);
});
