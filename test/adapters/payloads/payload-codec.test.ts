import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createPayloadCodec } from '../../../adapters/payloads/payload-codec.js';

const OLD = { id: 'old', secret: Buffer.alloc(32, 1) };
const NEW = { id: 'new', secret: Buffer.alloc(32, 2) };
const codec = createPayloadCodec([OLD]);

test('a payload comes back as it was, and shows nothing meanwhile', async () => {
  const plain = payloadOf({ question: 'a private question' });

  const [hidden, ...others] = await codec.encode([plain]);

  expect(others).toEqual([]);
  expect(textOf(hidden)).not.toContain('private');
  expect(Object.values(hidden?.metadata ?? {}).map(String)).not.toContain('json/plain');
  const [shown] = await codec.decode([hidden ?? {}]);
  expect(defaultPayloadConverter.fromPayload(shown ?? {})).toEqual({
    question: 'a private question',
  });
});

test('the same payload never looks the same twice', async () => {
  const plain = payloadOf('same');
  const [one, two] = await codec.encode([plain, plain]);

  expect(textOf(one)).not.toBe(textOf(two));
});

test('no payloads, an empty one and a large one come back as they were', async () => {
  expect(await codec.encode([])).toEqual([]);
  const large = 'ü'.repeat(1_000_000);
  const hidden = await codec.encode([{}, payloadOf(null), payloadOf(large)]);

  const [empty, none, whole] = await codec.decode(hidden);

  expect(empty?.data ?? new Uint8Array()).toHaveLength(0);
  expect(defaultPayloadConverter.fromPayload(none ?? {})).toBeNull();
  expect(defaultPayloadConverter.fromPayload(whole ?? {})).toBe(large);
});

test('nothing at all stays readable for everyone, and what is null does not', async () => {
  const [nothing, none] = await codec.encode([payloadOf(undefined), payloadOf(null)]);

  expect(nothing).toEqual(payloadOf(undefined));
  expect(String(none?.metadata?.['encoding'])).toContain('aes-256-gcm');
});

test('after a rotation the new key encrypts and the old one still decrypts', async () => {
  const before = await codec.encode([payloadOf('before')]);
  const rotated = createPayloadCodec([NEW, OLD]);
  const after = await rotated.encode([payloadOf('after')]);

  const shown = await rotated.decode([...before, ...after]);

  expect(shown.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([
    'before',
    'after',
  ]);
  await expect(codec.decode(after)).rejects.toMatchObject({
    code: 'not-configured',
    message: expect.stringMatching(/new.*PAYLOAD_KEYS/),
  });
});

test('a payload that is not ours passes as it is', async () => {
  const foreign = [payloadOf('plain'), {}, { metadata: { encoding: Buffer.from('binary/null') } }];

  expect(await codec.decode(foreign)).toEqual(foreign);
});

test('a payload that was changed, cut or renamed is unreadable', async () => {
  const [hidden = {}] = await codec.encode([payloadOf('untouched')]);
  const data = Buffer.from(hidden.data ?? []);
  const flipped = Buffer.from(data);
  flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40);
  const namesake = createPayloadCodec([{ id: 'old', secret: NEW.secret }]);

  for (const broken of [flipped, data.subarray(0, -1), data.subarray(0, 20), Buffer.alloc(0)]) {
    await expect(codec.decode([{ ...hidden, data: broken }])).rejects.toMatchObject({
      code: 'unreadable',
    });
  }
  await expect(namesake.decode([hidden])).rejects.toMatchObject({ code: 'unreadable' });
});

test('there is no codec without a key', () => {
  expect(() => createPayloadCodec([])).toThrow('no payload key');
});

function payloadOf(value: unknown): Payload {
  return defaultPayloadConverter.toPayload(value) ?? {};
}

function textOf(payload: Payload | undefined): string {
  return Buffer.from(payload?.data ?? []).toString('latin1');
}
