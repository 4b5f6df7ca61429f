import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../../api/openapi/document.js';

const document = openApiDocument('0.2.0');
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [{ name: `${method} ${path}`, operation }];
  }),
);

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();

  const { valid, errors } = await validator.validate({ ...structuredClone(document) });

  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('every endpoint is in it, each under a name of its own', () => {
  expect(operations.map(({ name }) => name).sort()).toEqual([
    'delete /api/admin/keys/{id}',
    'delete /api/admin/providers/{id}',
    'delete /api/admin/providers/{id}/key',
    'delete /api/v1/batches/{id}',
    'delete /api/v1/collections/{id}',
    'delete /api/v1/documents/{id}',
    'delete /api/v1/keys/{id}',
    'delete /api/v1/schedules/{id}',
    'delete /api/v1/sessions/{id}',
    'get /',
    'get /api/admin/audit',
    'get /api/admin/keys',
    'get /api/admin/providers',
    'get /api/admin/providers/{id}',
    'get /api/admin/reembedding',
    'get /api/admin/settings',
    'get /api/admin/usage',
    'get /api/admin/users',
    'get /api/v1/batches',
    'get /api/v1/batches/{id}',
    'get /api/v1/batches/{id}/events',
    'get /api/v1/batches/{id}/items',
    'get /api/v1/batches/{id}/results',
    'get /api/v1/collections',
    'get /api/v1/collections/{id}',
    'get /api/v1/documents',
    'get /api/v1/documents/{id}',
    'get /api/v1/documents/{id}/content',
    'get /api/v1/documents/{id}/events',
    'get /api/v1/documents/{id}/pages/{page}',
    'get /api/v1/health',
    'get /api/v1/images/{id}',
    'get /api/v1/keys',
    'get /api/v1/keys/{id}',
    'get /api/v1/schedules',
    'get /api/v1/schedules/{id}',
    'get /api/v1/schedules/{id}/runs',
    'get /api/v1/sessions',
    'get /api/v1/sessions/{id}',
    'get /api/v1/sessions/{id}/events',
    'get /api/v1/sessions/{id}/report',
    'get /v1/live-search/{id}',
    'get /v1/models',
    'get /v1/models/{id}',
    'patch /api/admin/providers/{id}',
    'patch /api/admin/settings',
    'patch /api/admin/users/{id}',
    'patch /api/v1/collections/{id}',
    'post /api/admin/keys',
    'post /api/admin/providers',
    'post /api/admin/reembedding',
    'post /api/admin/users',
    'post /api/v1/batches',
    'post /api/v1/batches/{id}/cancel',
    'post /api/v1/batches/{id}/pause',
    'post /api/v1/batches/{id}/resume',
    'post /api/v1/batches/{id}/retry',
    'post /api/v1/collections',
    'post /api/v1/documents',
    'post /api/v1/documents/query',
    'post /api/v1/documents/upload',
    'post /api/v1/documents/url',
    'post /api/v1/documents/{id}/cancel',
    'post /api/v1/documents/{id}/reindex',
    'post /api/v1/keys',
    'post /api/v1/read',
    'post /api/v1/research',
    'post /api/v1/schedules',
    'post /api/v1/schedules/{id}/pause',
    'post /api/v1/schedules/{id}/resume',
    'post /api/v1/schedules/{id}/run',
    'post /api/v1/search',
    'post /api/v1/search/perplexity',
    'post /api/v1/sessions/{id}/budget',
    'post /api/v1/sessions/{id}/cancel',
    'post /api/v1/sessions/{id}/finish',
    'post /api/v1/sessions/{id}/pause',
    'post /api/v1/sessions/{id}/plan',
    'post /api/v1/sessions/{id}/resume',
    'post /api/v1/sessions/{id}/steer',
    'post /api/v1/verify',
    'post /v1/chat/completions',
    'post /v1/embeddings',
    'post /v1/images/generations',
    'post /v1/live-search',
    'post /v1/rerank',
    'post /v1/vector/documents',
    'post /v1/vector/embeddings',
    'post /v1/vector/groups/delete',
    'post /v1/vector/search',
    'put /api/admin/providers/{id}/key',
  ]);
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(operations.length);
});

test('a search names its answers as JSON and as events, and its errors', () => {
  const responses = document.paths?.['/api/v1/search']?.post?.responses ?? {};

  expect(Object.keys(responses)).toEqual(
    expect.arrayContaining(['200', '400', '404', '409', '422', '500', '503', '504', '507']),
  );
  expect(Object.keys(responses['200'].content)).toEqual(['application/json', 'text/event-stream']);
});

test('the request has the ranges and defaults of the contract', () => {
  const schema = document.components?.schemas?.['SearchRequest'];

  expect(schema).toMatchObject({
    required: ['query'],
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 5_000 },
      mode: { default: 'balanced' },
      enable_diversity: { type: 'boolean', default: true },
    },
  });
  expect(JSON.stringify(schema)).toContain('"minimum":5,"maximum":50');
});

test('every stream that can be resumed says what happens when it is resumed too far on', () => {
  const streams = operations.filter(({ name }) => /^get .*\/events$/.test(name));

  expect(streams.length).toBeGreaterThan(2);
  for (const { name, operation } of streams)
    expect({ name, statuses: Object.keys(operation.responses ?? {}) }).toMatchObject({
      statuses: expect.arrayContaining(['200', '204', '409']),
    });
});

test('a document is downloaded under its own type', () => {
  const content = operations.find(({ name }) => name === 'get /api/v1/documents/{id}/content');

  expect(content?.operation.responses?.['200']).toHaveProperty(['content', '*/*']);
});
