import { expect, test } from 'vitest';
import { sessionId } from '../../../api/validation/session-id.js';

const ID = '550e8400-e29b-41d4-a716-446655440000';

test.each([ID, ID.toUpperCase(), ID.replaceAll('-', ''), `urn:uuid:${ID}`, `{${ID}}`])(
  '%s is understood',
  (spelling) => {
    expect(sessionId(spelling)).toBe(ID);
  },
);

test.each([
  ['not-a-uuid', 'invalid character: found `n` at 1'],
  ['1234', 'invalid length: expected length 32 for simple format, found 4'],
  ['', 'invalid length: expected length 32 for simple format, found 0'],
  ['550e8400-e29b-41d4', 'invalid group count: expected 5, found 3'],
  ['550e8400-e29b-41d4-a716-44665544000', 'invalid group length in group 4: expected 12, found 11'],
])('%s is refused: %s', (id, error) => {
  expect(() => sessionId(id)).toThrow(`path.session_id: Input should be a valid UUID, ${error}`);
});
