import { expect, test } from 'vitest';
import { askCommand } from '../../../cli/ask/ask-command.js';
import { openStream, RESULT, SESSION, scriptedApi, sse, stream } from './scripted-api.js';
import { startAsk } from './start-ask.js';

test('prints the answer of the instance at the given address', async () => {
  const end = sse(1, 'run-end', { status: 'completed', result: RESULT });
  const { url } = await scriptedApi({ search: [stream([end], 'end')] });

  const { code, stdout } = await startAsk(['moon', '--json', '--api', url]).done;

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(RESULT);
});

test('cancels the run on Ctrl-C, waits for its end, and exits with 130', async () => {
  let end = () => {};
  const { url, requests } = await scriptedApi({
    search: [
      (response) => {
        openStream(response);
        response.write(sse(1, 'stage-start', { stage: 'search', queries: 1 }));
        end = () => response.end(sse(2, 'run-end', { status: 'cancelled' }));
      },
    ],
    cancel(response) {
      response.writeHead(202).end();
      end();
    },
  });
  const { child, done } = startAsk(['moon', '--api', url]);
  child.stderr.once('data', () => child.kill('SIGINT'));

  const { code, stderr } = await done;

  expect(code).toBe(130);
  expect(requests.at(-1)).toBe(`POST /api/v1/sessions/${SESSION}/cancel`);
  expect(stderr).toContain('The search was cancelled.');
});

test('leaves at once on a second Ctrl-C', async () => {
  const { url } = await scriptedApi({
    search: [stream([sse(1, 'stage-start', { stage: 'rank' })], 'stay')],
  });
  const { child, done } = startAsk(['moon', '--api', url]);
  child.stderr.on('data', () => child.kill('SIGINT'));

  const { code, stderr } = await done;

  expect(code).toBe(130);
  expect(stderr).toContain('Cancelling');
  expect(stderr).not.toContain('Interrupted');
});

test.each([
  ['no question', [], 'question'],
  ['an unknown option', ['moon', '--colour'], '--colour'],
  ['an unknown mode', ['moon', '--mode', 'slow'], 'speed, balanced, deep'],
  ['an unknown engine', ['moon', '--engine', 'yacy'], 'searxng, serperdev'],
  ['a number with a fraction', ['moon', '--timeout', '1.5'], 'whole number'],
  ['an address that is none', ['moon', '--api', 'ftp://x'], 'address'],
])('refuses %s with exit code 2', async (_what, args, word) => {
  const said: string[] = [];
  const command = askCommand().configureOutput({ writeErr: (text) => said.push(text) });

  // The runner stands in for the end of the process and names the code it was ended with.
  await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow('"2"');
  expect(said.join('')).toContain(word);
});
