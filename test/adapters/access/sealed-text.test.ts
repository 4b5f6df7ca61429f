import { expect, test } from 'vitest';
import { createSealing } from '../../../adapters/access/sealed-text.js';

const OLD = { id: 'old', secret: Buffer.alloc(32, 1) };
const NEW = { id: 'new', secret: Buffer.alloc(32, 2) };

test('what is sealed is opened in its place, each time another text', () => {
  const { seal, open } = createSealing([NEW, OLD]);
  const [one, two] = [seal('secret', 'a'), seal('secret', 'a')];

  expect(one).not.toBe(two);
  expect(one).not.toContain('secret');
  expect([open(one, 'a'), open(two, 'a')]).toEqual(['secret', 'secret']);
});

test('what an older key sealed is opened after a rotation', () => {
  const sealed = createSealing([OLD]).seal('secret', 'a');

  expect(createSealing([NEW, OLD]).open(sealed, 'a')).toBe('secret');
  expect(() => createSealing([NEW]).open(sealed, 'a')).toThrow('PAYLOAD_KEYS');
});

test('what was moved or changed is not opened', () => {
  const { seal, open } = createSealing([NEW]);
  const sealed = seal('secret', 'a');

  expect(() => open(sealed, 'b')).toThrow('damaged');
  expect(() => open(`${sealed.slice(0, -4)}AAA=`, 'a')).toThrow('damaged');
});
