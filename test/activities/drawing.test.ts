import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createDrawingActivities } from '../../activities/drawing.js';
import { createFileObjects } from '../../adapters/objects/file-objects.js';
import type { CheckedImage, ImageModels } from '../../contracts/image-models.js';
import { type ImageResult, imageKey, imagePrefix } from '../../contracts/images.js';
import type { NewRunEvent } from '../../contracts/run-events.js';
import type { DrawImageInput } from '../../contracts/workflow-inputs.js';
import { PIXEL } from '../helpers/image-server.js';

const RUN = '550e8400-e29b-41d4-a716-446655440000';
const INPUT: DrawImageInput = {
  runId: RUN,
  prompt: 'A red fox, in the snow!',
  model: 'flux',
  size: '512x512',
  via: ['me'],
};
const SHA256 = createHash('sha256').update(PIXEL).digest('hex');

async function drawing(draw: ImageModels['draw'] = drawn) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-drawing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const objects = createFileObjects(folder);
  const told: NewRunEvent[] = [];
  let asked = 0;
  const images: ImageModels = {
    draw(...order) {
      asked += 1;
      return draw(...order);
    },
  };
  const writer = {
    write: (_run: string, event: NewRunEvent) => void told.push(event),
    flush: async () => {},
    close: async () => {},
  };
  const { drawImage } = createDrawingActivities({ images, objects, writer });
  const run = (): Promise<ImageResult> => new MockActivityEnvironment().run(drawImage, INPUT);
  return { run, objects, told, asked: () => asked };
}

const drawn: ImageModels['draw'] = async (model, { onProgress }): Promise<CheckedImage> => {
  onProgress({ done: 4, total: 20 });
  const image = { bytes: PIXEL, revisedPrompt: 'a fox', usage: null };
  return { model, contentType: 'image/png', sha256: SHA256, image };
};

test('an image is kept under its content, and told by what is known of it', async () => {
  const { run, objects, told } = await drawing();

  const result = await run();

  expect(result).toEqual({
    created: expect.any(Number),
    model: 'flux',
    size: '512x512',
    revised_prompt: 'a fox',
    suggested_filename: 'a-red-fox-in-the-snow-550e8400.png',
    content_type: 'image/png',
    size_bytes: PIXEL.length,
    sha256: SHA256,
    usage: null,
  });
  expect(Buffer.from(await objects.get(imageKey(RUN, result)))).toEqual(PIXEL);
  expect(told).toMatchObject([
    { type: 'stage-progress', data: { stage: 'draw', done: 4, total: 20 } },
  ]);
});

test('an image that an earlier attempt kept is not asked for again', async () => {
  const { run, objects, asked } = await drawing();

  const first = await run();

  expect(await run()).toEqual(first);
  expect(asked()).toBe(1);
  expect(await objects.list(imagePrefix(RUN))).toHaveLength(1);
});

test('an attempt that died between its two writes leaves one image all the same', async () => {
  const { run, objects, asked } = await drawing();
  await run();
  await objects.deletePrefix(imagePrefix(RUN));

  const result = await run();

  expect(asked()).toBe(2);
  expect(await objects.list(imagePrefix(RUN))).toEqual([imageKey(RUN, result)]);
});

test('a model that nobody has any more is named', async () => {
  const { run } = await drawing(async () => undefined);

  await expect(run()).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('flux'),
  });
});
