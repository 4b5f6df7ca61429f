import { describe, expect, test } from 'vitest';
import { createMinioObjects } from '../../../adapters/objects/minio-objects.js';
import { realServer } from '../../helpers/real-server.js';
import { serve } from '../../helpers/serve.js';
import { minioOptions } from './object-stores.js';

const BUCKET = { accessKey: 'key', secretKey: 'secret-secret', bucket: 'bucket' };

test.each(['not an address', 'ftp://127.0.0.1', ''])('the address %j is refused', async (url) => {
  await expect(createMinioObjects({ ...BUCKET, url })).rejects.toMatchObject({
    code: 'not-configured',
    message: expect.stringContaining('MINIO_URL'),
  });
});

test('a server that is not there is unavailable', async () => {
  await expect(createMinioObjects({ ...BUCKET, url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a failing server is unavailable, and asked once', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });

  await expect(createMinioObjects({ ...BUCKET, url })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(asked).toBe(1);
});

test('a full server says so', async () => {
  const url = await serve((request, response) => {
    if (request.method === 'PUT') {
      request.resume();
      response.writeHead(507, { 'content-type': 'application/xml' });
      response.end('<Error><Code>XMinioStorageFull</Code><Message>Full.</Message></Error>');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : '<LocationConstraint/>');
  });
  const objects = await createMinioObjects({ ...BUCKET, url });

  await expect(objects.put('pages', 'body')).rejects.toMatchObject({ code: 'storage-full' });
});

const minioUrl = realServer('MINIO_URL');

describe.skipIf(minioUrl === undefined)('a MinIO server', () => {
  test('a wrong key is refused', async () => {
    const options = { ...minioOptions(minioUrl ?? ''), secretKey: 'wrong-secret-key' };

    await expect(createMinioObjects(options)).rejects.toMatchObject({ code: 'refused' });
  });

  test('a bucket name that is none is refused by name', async () => {
    const options = { ...minioOptions(minioUrl ?? ''), bucket: 'No Bucket' };

    await expect(createMinioObjects(options)).rejects.toMatchObject({
      code: 'not-configured',
      message: expect.stringContaining('No Bucket'),
    });
  });
});
