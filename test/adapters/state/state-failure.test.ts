import { expect, test } from 'vitest';
import { callDatabase } from '../../../adapters/state/call-database.js';
import { stateFailure } from '../../../adapters/state/state-failure.js';

test.each([
  ['53100', 'could not extend file', 'storage-full'],
  ['ENOSPC', 'write', 'storage-full'],
  ['', 'could not write: No space left on device', 'storage-full'],
  ['28P01', 'password authentication failed', 'refused'],
  ['3D000', 'database "x" does not exist', 'refused'],
  ['42501', 'permission denied for schema public', 'refused'],
  ['ECONNREFUSED', 'connect', 'unavailable'],
  ['ENOTFOUND', 'getaddrinfo', 'unavailable'],
  ['57P01', 'terminating connection due to administrator command', 'unavailable'],
  ['53300', 'too many connections', 'unavailable'],
  ['25006', 'cannot execute INSERT in a read-only transaction', 'unavailable'],
  ['', 'Connection terminated unexpectedly', 'unavailable'],
  ['', 'timeout exceeded when trying to connect', 'unavailable'],
  ['', 'Query read timeout', 'unavailable'],
  ['40P01', 'deadlock detected', 'unavailable'],
])('the error %s "%s" of a database is %s', (code, message, expected) => {
  expect(stateFailure(databaseError(code, message))).toMatchObject({ code: expected });
});

test('a fault of ours stays what it is', () => {
  const fault = databaseError('42703', 'column "sequence" does not exist');

  expect(stateFailure(fault)).toBe(fault);
  expect(stateFailure('not an error')).toBe('not an error');
});

test('work that lost against other work is repeated, but not for ever', async () => {
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 3) throw databaseError('40001', 'could not serialize access');
    return tries;
  };
  expect(await callDatabase(work)).toBe(3);

  tries = Number.NEGATIVE_INFINITY;
  await expect(callDatabase(work)).rejects.toMatchObject({ code: 'unavailable' });
});

test('other failures are not repeated', async () => {
  let tries = 0;
  const failing = callDatabase(async () => {
    tries += 1;
    throw databaseError('ECONNRESET', 'read');
  });

  await expect(failing).rejects.toMatchObject({ code: 'unavailable' });
  expect(tries).toBe(1);
});

function databaseError(code: string, message: string): Error {
  return Object.assign(new Error(message), code === '' ? {} : { code });
}
