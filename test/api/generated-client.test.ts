import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEARCH_RESULT_EXAMPLE } from '../../api/openapi/examples.js';
import { scriptedStarter } from './scripted-starter.js';
import { serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

/** What a person writes with a generated client: it compiles only when the types are right. */
const PROGRAM = `
import { createClient } from './client/index.js';
import { followSession, search } from './index.js';

declare const process: { argv: string[] };
const client = createClient({ baseUrl: process.argv[2]! });
const { data, error } = await search({ client, body: { query: 'q', mode: 'speed' } });
if (data === undefined) throw new Error(JSON.stringify(error));
const score: number | undefined = data.sources[0]?.final_score;
const { stream } = await followSession({ client, path: { id: data.session_id } });
const events: unknown[] = [];
for await (const event of stream) events.push(event);
console.log(JSON.stringify({ answer: data.answer satisfies string, score, events: events.length }));
`;

const state = useTestState();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-client-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a client generated from the served document compiles, searches and follows', {
  timeout: 90_000,
}, async () => {
  const starter = scriptedStarter(state(), async (run, own) => {
    const { runId } = run.input;
    await own.runs.keepPartial(runId, { ...SEARCH_RESULT_EXAMPLE, session_id: runId });
    await own.runs.end(runId, { status: 'completed' });
  });
  const url = await serveApp(testParts(state(), { starter }));
  await createClient({
    input: `${url}/api/openapi.json`,
    output: folder,
    logs: { level: 'silent', file: false },
  });
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(join(folder, 'program.ts'), PROGRAM);

  expect(compile(join(folder, 'program.ts'))).toEqual([]);
  const program = join(folder, 'program.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, url]);
  expect(JSON.parse(stdout)).toEqual({
    answer: SEARCH_RESULT_EXAMPLE.answer,
    score: 0.935,
    events: 1,
  });
});

/** Compiles beside the source; gives what the compiler complains of. */
function compile(file: string): string[] {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
  });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}
