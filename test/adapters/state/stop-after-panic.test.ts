import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { messages, type PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { stopAfterPanic } from '../../../adapters/state/stop-after-panic.js';

type Ask = PGlite['execProtocolStream'];
const QUESTION = new Uint8Array();

test('after a panic the database is not asked again, and its connection breaks', async () => {
  const connection = new EventEmitter();
  const broken: Error[] = [];
  connection.on('error', (error) => broken.push(error));
  const { embedded, asked } = createDatabase('PANIC');
  const life = stopAfterPanic(embedded, connection);
  life.assertAlive();

  const replies = await embedded.execProtocolStream(QUESTION);
  expect(replies).toMatchObject([{ severity: 'PANIC' }]);
  expect(await embedded.execProtocolStream(QUESTION)).toEqual([]);
  await setImmediate();

  expect(asked()).toBe(1);
  expect(life.alive()).toBe(false);
  expect(() => life.assertAlive()).toThrow('stopped after a failure of the disk');
  expect(broken).toMatchObject([{ code: 'unavailable' }]);
});

test('a connection that nobody listens to any more breaks without ending the process', async () => {
  const { embedded } = createDatabase('PANIC');
  stopAfterPanic(embedded, new EventEmitter());

  await embedded.execProtocolStream(QUESTION);
  await setImmediate();
});

test('an ordinary error changes nothing', async () => {
  const { embedded, asked } = createDatabase('ERROR');
  const life = stopAfterPanic(embedded, new EventEmitter());

  await embedded.execProtocolStream(QUESTION);
  await embedded.execProtocolStream(QUESTION);

  expect(asked()).toBe(2);
  expect(life.alive()).toBe(true);
});

/** Answers every question with an error of that severity. */
function createDatabase(severity: string) {
  let asked = 0;
  const execProtocolStream: Ask = async () => {
    asked += 1;
    const error = new messages.DatabaseError('could not write to file', 0, 'error');
    return [Object.assign(error, { severity })];
  };
  return { embedded: { execProtocolStream }, asked: () => asked };
}
