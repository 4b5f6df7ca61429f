import { expect, onTestFinished, test } from 'vitest';
import { createWeaviatePassages } from '../../../adapters/passages/weaviate-passages.js';
import { serve } from '../../helpers/serve.js';
import { DOCUMENT, newSpace, passage } from './passages.js';

function open(url: string) {
  const index = createWeaviatePassages({ url, grpcPort: 1, prefix: 'P' });
  onTestFinished(() => index.close());
  return index;
}

test('a server that is away is unavailable, each time it is asked, and ends no process', async () => {
  const index = open('http://127.0.0.1:9');

  for (let times = 0; times < 2; times++) {
    await expect(index.upsert(newSpace(), [passage('word')])).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(index.count(newSpace(), DOCUMENT)).rejects.toMatchObject({ code: 'unavailable' });
  }
});

test('a server that is not ready yet is asked again the next time', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  const index = open(url);

  await expect(index.remove('somebody', DOCUMENT)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(index.remove('somebody', DOCUMENT)).rejects.toMatchObject({ code: 'unavailable' });

  expect(asked).toBe(2);
});
